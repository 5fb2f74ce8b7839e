/// What a document is to the study. It decides whether the document is coded as talk or read as a report, and which
/// kind of evidence its findings count as.
package enum DocumentType: String, Sendable, CaseIterable, Codable {
    case transcript
    case observationNote = "observation-note"
    case questionnaire
    case proposal
    case midTermReport = "mid-term-report"
    case finalReport = "final-report"
    case consultationReport = "consultation-report"
    case expertMeeting = "expert-meeting"

    /// The kind of evidence, as the studies' tables of methods group it.
    package var evidenceType: EvidenceType {
        switch self {
        case .transcript: .interview
        case .observationNote, .questionnaire: .observation
        case .proposal, .midTermReport, .finalReport, .consultationReport: .secondaryData
        case .expertMeeting: .expertMeeting
        }
    }
}

/// The kinds of evidence that the classification keeps apart.
package enum EvidenceType: String, Sendable, CaseIterable, Codable, Comparable {
    case interview
    case observation
    case secondaryData = "secondary-data"
    case expertMeeting = "expert-meeting"

    package static func < (a: Self, b: Self) -> Bool {
        allCases.firstIndex(of: a)! < allCases.firstIndex(of: b)!
    }
}
