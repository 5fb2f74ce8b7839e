/// The two axes of the quadrant: ability runs along x, trigger along y.
package enum Axis: String, Sendable, CaseIterable, Codable {
    case ability, trigger
}
