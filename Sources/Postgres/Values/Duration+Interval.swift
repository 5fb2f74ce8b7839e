/// `interval`, to the microsecond (finer parts are cut off). Days count 24 hours when read; an interval with months has no
/// fixed length and is refused.
extension Duration: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
    public static var postgresType: PostgresType { .interval }
    public static var postgresArrayType: PostgresType { .intervalArray }

    public func encode(into buffer: inout PostgresBuffer) {
        guard let microseconds = Int64(exactly: self.microseconds) else {
            return buffer.reject("a duration is longer than an interval can be (about 292,000 years)")
        }
        buffer.append(microseconds)
        buffer.append(Int32(0))
        buffer.append(Int32(0))
    }

    public init(from cell: PostgresCell) throws(PostgresError) {
        guard cell.format == .binary, cell.type == .interval, cell.bytes.count == 16 else {
            throw cell.mismatch(expected: "interval in binary format")
        }
        let microseconds = Int64(bigEndian: cell.bytes.loadUnaligned(as: Int64.self))
        let days = Int32(bigEndian: cell.bytes.loadUnaligned(fromByteOffset: 8, as: Int32.self))
        let months = Int32(bigEndian: cell.bytes.loadUnaligned(fromByteOffset: 12, as: Int32.self))
        guard months == 0 else { throw cell.mismatch(expected: "an interval without months") }
        self = .microseconds(microseconds) + .seconds(Int64(days) * 86_400)
    }

    /// Whole microseconds, cut off towards zero.
    private var microseconds: Int128 {
        let (seconds, attoseconds) = components
        return Int128(seconds) * 1_000_000 + Int128(attoseconds) / 1_000_000_000_000
    }
}
