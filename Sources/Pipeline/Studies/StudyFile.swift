package import SourceFiles
package import Transcripts

/// A study as it is written down before it is brought into a database: who and what it is about, how it is coded and
/// classified, and where its documents are.
package struct StudyFile: Sendable, Hashable {
    package let code: String
    package let title: LocalizedText
    /// In which dates and deadlines are meant, such as `Asia/Taipei`.
    package let timeZone: String
    package let regions: [String]
    /// The name of each role letter.
    package let roles: [String: LocalizedText]
    /// Names, in the order the study is coded by.
    package let codebooks: [String]
    package let ruleSet: String
    package let clusters: [Cluster]
    package let participants: [IdentificationLabel]
    package let documents: [Document]

    package init(
        code: String, title: LocalizedText, timeZone: String, regions: [String], roles: [String: LocalizedText],
        codebooks: [String], ruleSet: String, clusters: [Cluster], participants: [IdentificationLabel], documents: [Document]
    ) {
        self.code = code
        self.title = title
        self.timeZone = timeZone
        self.regions = regions
        self.roles = roles
        self.codebooks = codebooks
        self.ruleSet = ruleSet
        self.clusters = clusters
        self.participants = participants
        self.documents = documents
    }

    package struct Cluster: Sendable, Hashable {
        package let code: ClusterCode
        package let members: Int?
        package let commodity: LocalizedText?

        package init(code: ClusterCode, members: Int? = nil, commodity: LocalizedText? = nil) {
            self.code = code
            self.members = members
            self.commodity = commodity
        }
    }

    package struct Document: Sendable, Hashable {
        /// Where it is, from the folder of the study's file.
        package let path: String
        package let type: DocumentType
        package let cluster: ClusterCode
        package let participant: ParticipantCode?
    }

    package var codes: StudyCodes { StudyCodes(regions: Set(regions), roles: roles.mapValues(\.en)) }
}
