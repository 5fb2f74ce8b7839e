package import Codebooks
import SourceFiles
import Transcripts

/// Tries a codebook on its own examples, with the rule coder itself: every example should be found by its code, no
/// counter-example should be, unless it carries a flag.
package enum ExampleLint {
    /// These warnings and those of ``CodebookLint``, in the order of the file.
    package static func warnings(for document: CodebookDocument) -> [LintWarning] {
        let coder = RuleCoder(codebook: document.codebook)
        var warnings = CodebookLint.warnings(for: document)
        for code in document.codebook.codes where !code.cues.isEmpty {
            let position = document.position(of: .code(code.id))
            for language in Language.allCases where code.cues.contains(where: { $0.language == language }) {
                for example in code.examples[language] where suggestion(of: code, for: example, by: coder) == nil {
                    warnings.append(
                        LintWarning(
                            .missedExample, code: code.id, at: position, "no cue of the code is found in its example “\(example)”"
                        ))
                }
            }
            for example in code.counterExamples.zh + code.counterExamples.en {
                guard let suggestion = suggestion(of: code, for: example, by: coder), suggestion.flags.isEmpty else { continue }
                let cues = suggestion.hits.map { "`\(code.cues[$0.cue].written)`" }.joined(separator: ", ")
                warnings.append(
                    LintWarning(
                        .hitCounterExample, code: code.id, at: position, "\(cues) found in the counter-example “\(example)”"))
            }
        }
        return CodebookLint.sorted(warnings)
    }

    private static func suggestion(of code: Code, for sentence: String, by coder: RuleCoder) -> Suggestion? {
        let text = CanonicalText(canonical: Array(sentence.utf8))
        let all = TextRange(0, text.scalarCount)
        let transcript = Transcript(
            text: text, turns: [Turn(index: 0, label: nil, content: all, role: .author)],
            segments: [Segment(index: 0, turn: 0, range: all)])
        return coder.suggestions(for: transcript).first { $0.code == code.id }
    }
}
