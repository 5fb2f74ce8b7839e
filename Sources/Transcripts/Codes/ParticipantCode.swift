/// A participant's identification code: cluster code and role letter, `Q1L`. The title (`Mr.`, `Ms.`) that a label may
/// carry is no part of who it is.
package struct ParticipantCode: Hashable, Sendable, Codable {
    package let cluster: ClusterCode
    package let role: String

    package init(cluster: ClusterCode, role: String) {
        self.cluster = cluster
        self.role = role
    }

    /// Reads `Q1L`, `Ms. P1L` or `Ｑ１Ｌ：` against the study's letters; ``IdentificationLabel`` also keeps the title.
    package init(parsing text: some StringProtocol, codes: StudyCodes) throws(CodeProblem) {
        self = try IdentificationLabel(parsing: text, codes: codes).participant
    }
}

extension ParticipantCode: CustomStringConvertible, Comparable {
    package var description: String { "\(cluster)\(role)" }

    package static func < (a: Self, b: Self) -> Bool { (a.cluster, a.role) < (b.cluster, b.role) }
}
