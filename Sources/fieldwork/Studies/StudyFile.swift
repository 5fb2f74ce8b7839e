import SourceFiles
import Transcripts

/// A study as it is written down before it is brought into a database: who and what it is about, how it is coded and
/// classified, and where its documents are.
struct StudyFile: Sendable, Hashable {
    let code: String
    let title: LocalizedText
    /// In which dates and deadlines are meant, such as `Asia/Taipei`.
    let timeZone: String
    let regions: [String]
    /// The name of each role letter.
    let roles: [String: LocalizedText]
    /// Names, in the order the study is coded by.
    let codebooks: [String]
    let ruleSet: String
    let clusters: [Cluster]
    let participants: [IdentificationLabel]
    let documents: [Document]

    struct Cluster: Sendable, Hashable {
        let code: ClusterCode
        let members: Int?
        let commodity: LocalizedText?
    }

    struct Document: Sendable, Hashable {
        /// Where it is, from the folder of the study's file.
        let path: String
        let type: DocumentType
        let cluster: ClusterCode
        let participant: ParticipantCode?
    }

    var codes: StudyCodes { StudyCodes(regions: Set(regions), roles: roles.mapValues(\.en)) }
}
