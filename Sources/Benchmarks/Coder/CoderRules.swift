import Codebooks
import Coding
import SourceFiles
import Transcripts

/// Megabytes of canonical Chinese text a second that one core codes with both shipped codebooks.
struct CoderRulesChinese: Benchmark {
    static let name = "coder.rules.zh"

    func run(_ setting: Setting) async throws -> [Figure] { [try CoderRules.figure(.chinese)] }
}

/// The same of English text.
struct CoderRulesEnglish: Benchmark {
    static let name = "coder.rules.en"

    func run(_ setting: Setting) async throws -> [Figure] { [try CoderRules.figure(.english)] }
}

private enum CoderRules {
    /// The median of eleven rounds, each of which codes a transcript of 2 MB with one codebook after the other; the first
    /// warms up and does not count.
    static func figure(_ language: Language) throws -> Figure {
        let transcript = try CodingText.transcript(language, bytes: 2_000_000)
        let coders = try CodebookLibrary.entries.map { RuleCoder(codebook: try $0.read().codebook) }
        let clock = ContinuousClock()
        var rates: [Double] = []
        for round in 0...11 {
            let start = clock.now
            let found = coders.map { $0.suggestions(for: transcript).count }
            let seconds = (clock.now - start) / .seconds(1)
            guard found.allSatisfy({ $0 > 0 }) else { throw WrongAnswer() }
            if round > 0 { rates.append(Double(transcript.text.utf8.count) / seconds / 1_000_000) }
        }
        return Figure(value: rates.median, unit: "MB/s")
    }
}
