/// One side of a duality, as in competition ↔ cooperation.
package struct Pole: Sendable, Hashable, Codable {
    /// The duality both poles name, such as `competition-cooperation`.
    package let duality: String
    /// The code at the other end.
    package let opposite: String

    package init(duality: String, opposite: String) {
        self.duality = duality
        self.opposite = opposite
    }
}
