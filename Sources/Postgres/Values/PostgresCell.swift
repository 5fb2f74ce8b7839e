/// One value of a row as the server sent it; never NULL.
public struct PostgresCell {
    public let type: PostgresType
    public let format: PostgresFormat
    /// The value's bytes. Valid only while the cell is being decoded: copy what you keep.
    public let bytes: UnsafeRawBufferPointer

    /// The value as UTF-8 text; right for the text format and for the server's text-like types.
    public func text() throws(PostgresError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw PostgresError(.decoding, reason: "expected UTF-8 text, came other bytes")
        }
        return text
    }

    /// The value as a big-endian integer of exactly its size.
    public func integer<I: FixedWidthInteger>(_: I.Type = I.self) throws(PostgresError) -> I {
        guard bytes.count == MemoryLayout<I>.size else { throw mismatch(expected: "\(MemoryLayout<I>.size) bytes") }
        return I(bigEndian: bytes.loadUnaligned(as: I.self))
    }

    /// The error for a value which is not what the Swift type wants.
    public func mismatch(expected: String) -> PostgresError {
        PostgresError(
            .decoding, reason: "expected \(expected), came \(type) of \(bytes.count) bytes in \(format) format")
    }

    /// Reads the text format by a type's own parser.
    func parsed<T: LosslessStringConvertible>(expected: String) throws(PostgresError) -> T {
        guard let value = T(try text()) else { throw mismatch(expected: expected) }
        return value
    }
}
