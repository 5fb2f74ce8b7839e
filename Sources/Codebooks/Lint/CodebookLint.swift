import SourceFiles

/// What can be said about a codebook without coding anything with it. Warnings come in the order of the file.
package enum CodebookLint {
    package static func warnings(for document: CodebookDocument) -> [LintWarning] {
        let all =
            notes(document) + duplicateNames(document) + sharedCues(document) + idleCues(document) + unusedWords(document)
            + languageGaps(document) + anchorGaps(document)
        return sorted(all)
    }

    /// In the order of the file; what has no place comes last.
    package static func sorted(_ warnings: [LintWarning]) -> [LintWarning] {
        warnings.enumerated().sorted { a, b in
            let end = SourcePosition(line: .max, column: 0)
            let (x, y) = (a.element.position ?? end, b.element.position ?? end)
            return (x.line, x.column, a.offset) < (y.line, y.column, b.offset)
        }.map(\.element)
    }

    private static func notes(_ document: CodebookDocument) -> [LintWarning] {
        document.codebook.codes.compactMap { code in
            code.note.map { LintWarning(.note, code: code.id, at: document.position(of: .code(code.id)), "\($0.zh) / \($0.en)") }
        }
    }

    private static func duplicateNames(_ document: CodebookDocument) -> [LintWarning] {
        var first: [String: String] = [:]
        var warnings: [LintWarning] = []
        for code in document.codebook.codes {
            for language in Language.allCases {
                let key = language.rawValue + Folding.shadow(of: code.name[language].unicodeScalars)
                if let other = first[key] {
                    warnings.append(
                        LintWarning(
                            .duplicateName, code: code.id, at: document.position(of: .code(code.id)),
                            "has the same \(language.rawValue) name as `\(other)`; programs that exchange codebooks need names to differ"
                        ))
                } else {
                    first[key] = code.id
                }
            }
        }
        return warnings
    }

    private static func sharedCues(_ document: CodebookDocument) -> [LintWarning] {
        var first: [Shape: Code] = [:]
        var warnings: [LintWarning] = []
        for code in document.codebook.codes {
            for (index, cue) in code.cues.enumerated() {
                let shape = Shape(cue)
                guard let other = first[shape] else {
                    first[shape] = code
                    continue
                }
                if other.id == code.id { continue }
                let indicators = [other.anchor?.indicator, code.anchor?.indicator].compactMap { $0 }
                let overlap =
                    Set(indicators).count == 2 ? "; so the indicators `\(indicators.joined(separator: "` and `"))` overlap" : ""
                warnings.append(
                    LintWarning(
                        .sharedCue, code: code.id, at: document.position(of: .cue(code.id, index)),
                        "the cue `\(cue.written)` is also a cue of `\(other.id)`\(overlap)"))
            }
        }
        return warnings
    }

    /// Cues that never add anything, and cues that can never be set off.
    private static func idleCues(_ document: CodebookDocument) -> [LintWarning] {
        var warnings: [LintWarning] = []
        for code in document.codebook.codes {
            for (index, cue) in code.cues.enumerated() {
                let position = document.position(of: .cue(code.id, index))
                if let exception = exceptionAlwaysMet(by: cue) {
                    warnings.append(
                        LintWarning(
                            .unreachableCue, code: code.id, at: position,
                            "the cue `\(cue.written)` is never set off: its own phrases contain the exception `\(exception)`"))
                }
                if let wider = code.cues.enumerated().first(where: {
                    $0.offset != index && covers($0.element, cue, $0.offset < index)
                }) {
                    warnings.append(
                        LintWarning(
                            .redundantCue, code: code.id, at: position,
                            "the cue `\(cue.written)` is found only where `\(wider.element.written)` is found too; drop one"))
                }
            }
        }
        return warnings
    }

    private static func exceptionAlwaysMet(by cue: Cue) -> String? {
        cue.unless.first { exception in
            cue.phrases.contains { group in group.allSatisfy { contains($0, exception) } }
        }
    }

    /// The wider cue, of one phrase group and without conditions, stands in every phrase of a group of the other.
    private static func covers(_ wider: Cue, _ cue: Cue, _ isEarlier: Bool) -> Bool {
        guard wider.language == cue.language, wider.isDenied == cue.isDenied, wider.unless.isEmpty, wider.phrases.count == 1,
            wider != cue || isEarlier
        else { return false }
        return cue.phrases.contains { group in
            group.allSatisfy { phrase in wider.phrases[0].contains { contains(phrase, $0) } }
        }
    }

    /// A text with the first phrase always has the second. Phrases with a star inside are left alone.
    private static func contains(_ phrase: String, _ part: String) -> Bool {
        guard let outer = try? Phrase(phrase), let inner = try? Phrase(part), outer.fragments.count == 1,
            inner.fragments.count == 1
        else { return false }
        return outer.fragments[0].contains(inner.fragments[0])
    }

    private static func unusedWords(_ document: CodebookDocument) -> [LintWarning] {
        document.unusedWords.map { language, list in
            LintWarning(
                .unusedWords, code: nil, at: document.position(of: .words(language, list)),
                "the \(language.rawValue) word list `<\(list)>` is used by no cue")
        }
    }

    private static func languageGaps(_ document: CodebookDocument) -> [LintWarning] {
        document.codebook.codes.compactMap { code in
            let languages = Set(code.cues.map(\.language))
            guard languages.count == 1, let only = languages.first else { return nil }
            return LintWarning(
                .oneLanguage, code: code.id, at: document.position(of: .code(code.id)),
                "has cues in \(only.rawValue) only; sentences in the other language are never coded")
        }
    }

    private static func anchorGaps(_ document: CodebookDocument) -> [LintWarning] {
        document.codebook.indicators.flatMap { indicator in
            IndicatorAnchor.values.filter { value in
                !document.codebook.codes.contains { $0.anchor?.indicator == indicator && $0.anchor?.value == value }
            }.map { value in
                LintWarning(
                    .anchorGap, code: nil, at: nil,
                    "no code says \(value) of the indicator `\(indicator)`: it can never score that")
            }
        }
    }

    /// What makes two cues the same whatever the order in which their phrases were written.
    private struct Shape: Hashable {
        let language: Language
        let phrases: [[[String]]]
        let isOrdered: Bool
        let isDenied: Bool

        init(_ cue: Cue) {
            language = cue.language
            let groups = cue.phrases.map { group in
                group.compactMap { try? Phrase($0).fragments }.sorted { $0.lexicographicallyPrecedes($1) }
            }
            phrases = cue.isOrdered ? groups : groups.sorted { $0.joined().lexicographicallyPrecedes($1.joined()) }
            isOrdered = cue.isOrdered
            isDenied = cue.isDenied
        }
    }
}
