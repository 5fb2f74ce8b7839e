package import Codebooks
package import Transcripts

/// Codes by the cues of the codebook.
///
/// Every sentence of a participant, an unknown speaker or a report's author is searched for the cues of all codes, what an
/// interviewer says inside it left out. A code that is set off gives one suggestion for the sentence, with all its cues;
/// the flags are those of its plainest cue. Nothing outside the sentence is looked at.
package struct RuleCoder: Coder {
    package static let name = "rules"
    package static let version = 1

    private let program: RuleProgram
    private let codes: [String]

    package init(codebook: Codebook) {
        program = RuleProgram(codebook, lexicon: .shared)
        codes = codebook.codes.map(\.id)
    }

    package func suggestions(for transcript: Transcript) -> [Suggestion] {
        var suggestions: [Suggestion] = []
        var matcher = RuleMatcher(program)
        transcript.text.utf8.withUnsafeBufferPointer { bytes in
            program.finder.withSearch { search in
                var cursor = ScalarCursor(bytes, transcript.text)
                var turn: Turn?
                for segment in transcript.segments {
                    if turn?.index != segment.turn { turn = transcript.turns[segment.turn] }
                    guard let turn, turn.role != .interviewer else { continue }
                    matcher.buffer.removeAll()
                    var start = segment.range.start
                    for aside in turn.asides where aside.overlaps(segment.range) {
                        if aside.start > start { cursor.search(start, aside.start, with: search, into: matcher.buffer) }
                        start = max(start, aside.end)
                    }
                    if start < segment.range.end { cursor.search(start, segment.range.end, with: search, into: matcher.buffer) }
                    if matcher.prepare() { code(segment, of: turn, bytes, &matcher, &suggestions) }
                }
            }
        }
        return suggestions
    }

    private func code(
        _ segment: Segment, of turn: Turn, _ bytes: UnsafeBufferPointer<UInt8>, _ matcher: inout RuleMatcher,
        _ suggestions: inout [Suggestion]
    ) {
        var draft = Draft()
        var quotation: String?
        let buffer = matcher.buffer

        func finish() {
            guard let code = draft.code, let first = buffer.tokens.first, let last = buffer.tokens.last else { return }
            let words = quotation ?? String(decoding: bytes[Int(first.startByte)..<Int(last.endByte)], as: UTF8.self)
            quotation = words
            suggestions.append(
                Suggestion(
                    code: codes[code], segment: segment.index, evidence: TextRange(Int(first.start), Int(last.end)),
                    quotation: words,
                    participant: turn.participant, flags: draft.flags.flags, hits: draft.hits,
                    trust: Trust.of(cues: draft.hits.count, flags: draft.flags)))
        }

        matcher.match(bytes) { cue, places, flags in
            if Int(cue.code) != draft.code {
                finish()
                draft = Draft(code: Int(cue.code), flags: flags)
            } else if Trust.factor(flags) > Trust.factor(draft.flags) {
                draft.flags = flags
            }
            let ranges = places.map { hit in
                TextRange(Int(buffer.tokens[Int(hit.start)].start), Int(buffer.tokens[Int(hit.end) - 1].end))
            }
            draft.hits.append(CueHit(cue: Int(cue.index), ranges: ranges))
        }
        finish()
    }

    /// The suggestion that is being put together.
    private struct Draft {
        var code: Int?
        var flags: Flags = []
        var hits: [CueHit] = []
    }
}
