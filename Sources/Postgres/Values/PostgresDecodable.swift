/// A value that can be read from a row.
///
/// Enums with a raw value need no code: `enum Colour: String, PostgresDecodable {}`.
public protocol PostgresDecodable: Sendable {
    /// Reads the value; throws ``PostgresCell/mismatch(expected:)`` where the cell holds something else.
    init(from cell: PostgresCell) throws(PostgresError)
}

extension PostgresDecodable where Self: RawRepresentable, RawValue: PostgresDecodable {
    public init(from cell: PostgresCell) throws(PostgresError) {
        guard let value = Self(rawValue: try RawValue(from: cell)) else {
            throw cell.mismatch(expected: "a raw value of \(Self.self)")
        }
        self = value
    }
}
