/// How far a person stands behind a coding.
package enum EvidenceStanding: String, Sendable, Codable, CaseIterable {
    /// A coder's suggestion nobody has looked at.
    case suggested
    /// Accepted or made by a named person.
    case certified
}
