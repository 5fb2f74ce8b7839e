// Integers read every integer type that fits into them, so that an `int4` column needs no cast to become an `Int`.

extension Int16: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
    public static var postgresType: PostgresType { .int2 }
    public static var postgresArrayType: PostgresType { .int2Array }
    public func encode(into buffer: inout PostgresBuffer) { buffer.append(self) }
    public init(from cell: PostgresCell) throws(PostgresError) { self = try cell.anyInteger(expected: "int2") }
}

extension Int32: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
    public static var postgresType: PostgresType { .int4 }
    public static var postgresArrayType: PostgresType { .int4Array }
    public func encode(into buffer: inout PostgresBuffer) { buffer.append(self) }
    public init(from cell: PostgresCell) throws(PostgresError) { self = try cell.anyInteger(expected: "int4") }
}

extension Int64: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
    public static var postgresType: PostgresType { .int8 }
    public static var postgresArrayType: PostgresType { .int8Array }
    public func encode(into buffer: inout PostgresBuffer) { buffer.append(self) }
    public init(from cell: PostgresCell) throws(PostgresError) { self = try cell.anyInteger(expected: "int8") }
}

/// `int8`.
extension Int: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
    public static var postgresType: PostgresType { .int8 }
    public static var postgresArrayType: PostgresType { .int8Array }
    public func encode(into buffer: inout PostgresBuffer) { buffer.append(Int64(self)) }
    public init(from cell: PostgresCell) throws(PostgresError) { self = try cell.anyInteger(expected: "int8") }
}

extension PostgresCell {
    /// Any of the server's integer types that is no wider than `I`.
    fileprivate func anyInteger<I: FixedWidthInteger & LosslessStringConvertible>(
        expected: String
    ) throws(PostgresError) -> I {
        guard format == .binary else { return try parsed(expected: expected) }
        switch type {
        case .int8 where I.bitWidth >= 64: return I(truncatingIfNeeded: try integer(Int64.self))
        case .int4 where I.bitWidth >= 32: return I(truncatingIfNeeded: try integer(Int32.self))
        case .int2: return I(truncatingIfNeeded: try integer(Int16.self))
        default: throw mismatch(expected: expected)
        }
    }
}
