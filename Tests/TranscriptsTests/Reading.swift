@testable import Transcripts

/// A transcript as a test writes it down: who speaks, and what.
struct Line: Equatable, CustomStringConvertible {
    let who: String
    let talk: String

    init(_ who: String, _ talk: String) {
        self.who = who
        self.talk = talk
    }

    var description: String { "\(who)| \(talk)" }
}

let gauCodes = StudyCodes(regions: ["O", "P", "Q", "W", "Y"], roles: ["L": "leader", "S": "senior member"])

func extract(_ text: String, ending: String = "txt") throws(DocumentProblem) -> ExtractedDocument {
    try FormatCatalog.read(Array(text.utf8), ending: ending)
}

func read(
    _ text: String, ending: String = "txt", type: DocumentType = .transcript, codes: StudyCodes = gauCodes,
    speakers: SpeakerMap = .inferred
) throws(DocumentProblem) -> Transcript {
    TranscriptReader.read(try extract(text, ending: ending), type: type, codes: codes, speakers: speakers)
}

extension Transcript {
    /// Each turn with its code or its role.
    var lines: [Line] {
        turns.map { Line($0.participant?.description ?? $0.role.rawValue, text[$0.content]) }
    }

    var sentences: [String] { segments.map { text[$0.range] } }

    var noticeCodes: [NoticeCode] { notices.map(\.code) }
}
