/// What a result rests on.
package enum Basis: String, Sendable, Codable {
    /// On suggestions that no person has certified, at least in part, or on nothing at all.
    case provisional
    /// On certified codings only.
    case certified
}
