/// A participant's identification code: cluster code and role letter, `Q1L`. The title (`Mr.`, `Ms.`) that a label may
/// carry is no part of who it is.
package struct ParticipantCode: Hashable, Sendable, Codable {
    package let cluster: ClusterCode
    package let role: String

    package init(cluster: ClusterCode, role: String) {
        self.cluster = cluster
        self.role = role
    }
}

extension ParticipantCode: CustomStringConvertible {
    package var description: String { "\(cluster)\(role)" }
}
