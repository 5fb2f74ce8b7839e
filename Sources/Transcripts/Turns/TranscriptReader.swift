/// Cuts an extracted document into turns and sentences.
package enum TranscriptReader {
    /// Counted up with each change that can move a turn or a sentence.
    package static let version = 1

    /// Reads a document.
    ///
    /// - Parameters:
    ///   - type: A transcript is cut at its speaker labels. Anything else is read by paragraph, with nobody speaking.
    ///   - codes: The study's letters, by which codes in labels are known.
    ///   - speakers: What a person has settled about the labels.
    package static func read(
        _ document: ExtractedDocument, type: DocumentType, codes: StudyCodes, speakers: SpeakerMap = .inferred
    ) -> Transcript {
        let scalars = Array(document.text.string.unicodeScalars)
        let softBreaks = Set(document.structure.softBreaks)
        let (turns, notices) =
            type == .transcript
            ? spokenTurns(of: document, scalars: scalars, softBreaks: softBreaks, codes: codes, speakers: speakers)
            : (paragraphTurns(scalars: scalars, softBreaks: softBreaks, role: .author), [])
        let segmenter = Segmenter(scalars: scalars, softBreaks: softBreaks)
        var segments: [Segment] = []
        for turn in turns {
            for range in segmenter.sentences(in: turn.content, asides: turn.asides) {
                segments.append(Segment(index: segments.count, turn: turn.index, range: range))
            }
        }
        return Transcript(text: document.text, turns: turns, segments: segments, notices: document.notices + notices)
    }

    private static func spokenTurns(
        of document: ExtractedDocument, scalars: [Unicode.Scalar], softBreaks: Set<Int>, codes: StudyCodes, speakers: SpeakerMap
    ) -> (turns: [Turn], notices: [Notice]) {
        let lexicon = LabelLexicon(codes: codes)
        let scanner = LabelScanner(scalars: scalars, lexicon: lexicon)
        let lines = DocumentLine.lines(of: document, scalars: scalars)
        var candidates: [Int: LabelCandidate] = [:]
        for (index, line) in lines.enumerated() { candidates[index] = scanner.candidate(in: line) }
        for index in 0..<FrontMatter.length(lines: lines, candidates: candidates, scalars: scalars) { candidates[index] = nil }

        let inOrder = candidates.sorted { $0.key < $1.key }.map(\.value)
        var cast = SpeakerCast(inOrder, codes: codes, speakers: speakers)
        let (drafts, frontMatter) = TurnDraft.drafts(lines: lines, candidates: candidates, cast: cast, scanner: scanner)
        guard !drafts.isEmpty else {
            return (unlabelledTurns(of: document, scanner: scanner, softBreaks: softBreaks), [Notice(.noSpeakerLabels)])
        }
        cast.inferInterviewer(
            from: drafts.compactMap { draft in draft.key.map { (key: $0, isQuestion: draft.isQuestion(in: scalars)) } })
        let finder = AsideFinder(scalars: scalars, lexicon: lexicon, cast: cast)
        let turns = drafts.enumerated().map { index, draft in
            let member = draft.key.flatMap { cast.members[$0] } ?? SpeakerCast.Member(role: .unknown)
            return Turn(
                index: index, label: draft.label, content: draft.content, role: member.role, participant: member.participant,
                startsAt: draft.startsAt, asides: finder.asides(in: draft.content, key: draft.key, role: member.role))
        }
        return (turns, cast.notices + (frontMatter == 0 ? [] : [Notice(.frontMatter, count: frontMatter)]))
    }

    /// Talk without labels: paragraphs, with the time stamps they begin with.
    private static func unlabelledTurns(
        of document: ExtractedDocument, scanner: LabelScanner, softBreaks: Set<Int>
    ) -> [Turn] {
        let cast = SpeakerCast([], codes: scanner.lexicon.codes, speakers: .inferred)
        let finder = AsideFinder(scalars: scanner.scalars, lexicon: scanner.lexicon, cast: cast)
        var turns: [Turn] = []
        for paragraph in Paragraphs.ranges(in: scanner.scalars, softBreaks: softBreaks) {
            let opening = scanner.opening(of: paragraph)
            let content = opening.stamp == nil ? paragraph : TextRange(opening.start, paragraph.end)
            guard !content.isEmpty else { continue }
            let cue = document.structure.cues.first { $0.content.start >= content.start }
            let startsAt = opening.stamp?.milliseconds ?? cue.flatMap { content.contains($0.content) ? $0.startsAt : nil }
            turns.append(
                Turn(
                    index: turns.count, label: nil, content: content, role: .unknown, startsAt: startsAt,
                    asides: finder.asides(in: content, key: nil, role: .unknown)))
        }
        return turns
    }

    private static func paragraphTurns(scalars: [Unicode.Scalar], softBreaks: Set<Int>, role: SpeakerRole) -> [Turn] {
        Paragraphs.ranges(in: scalars, softBreaks: softBreaks).enumerated().map { index, range in
            Turn(index: index, label: nil, content: range, role: role)
        }
    }
}
