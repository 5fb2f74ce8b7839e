/// Whom a piece of evidence is about.
package enum EvidenceSubject: String, Sendable, Codable, CaseIterable {
    case leader, members, cluster
}
