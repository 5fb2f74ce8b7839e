/// A value that can be bound to a statement.
///
/// Enums with a raw value need no code: `enum Colour: String, PostgresEncodable {}`.
public protocol PostgresEncodable: Sendable {
    /// The type the parameter is declared with.
    static var postgresType: PostgresType { get }

    /// Appends the binary form of the value.
    func encode(into buffer: inout PostgresBuffer)
}

extension PostgresEncodable where Self: RawRepresentable, RawValue: PostgresEncodable {
    public static var postgresType: PostgresType { RawValue.postgresType }

    public func encode(into buffer: inout PostgresBuffer) { rawValue.encode(into: &buffer) }
}
