public import FoundationEssentials

/// A `timestamptz` (or, when read, `timestamp`) exactly as the server keeps it, to the microsecond.
public struct PostgresTimestamp: Hashable, Sendable {
    /// Microseconds since 2000-01-01 00:00 UTC: the server's own count. The extremes stand for ±infinity.
    public var microsecondsSince2000: Int64

    public init(microsecondsSince2000: Int64) { self.microsecondsSince2000 = microsecondsSince2000 }

    /// Later than every other timestamp.
    public static let infinity = PostgresTimestamp(microsecondsSince2000: .max)
    /// Earlier than every other timestamp.
    public static let negativeInfinity = PostgresTimestamp(microsecondsSince2000: .min)
}

extension PostgresTimestamp {
    /// 2000-01-01 in seconds after Foundation's reference date of 2001-01-01.
    private static let epoch: Double = -31_622_400

    /// The nearest microsecond; ±infinity for dates out of the server's range.
    public init(_ date: Date) {
        let microseconds = ((date.timeIntervalSinceReferenceDate - Self.epoch) * 1_000_000).rounded()
        if let exact = Int64(exactly: microseconds) {
            self.init(microsecondsSince2000: exact)
        } else {
            self = microseconds < 0 ? .negativeInfinity : .infinity
        }
    }

    /// As a `Date`, whose `Double` keeps microseconds within some centuries of today; distant past and future for ±infinity.
    public var date: Date {
        switch self {
        case .infinity: .distantFuture
        case .negativeInfinity: .distantPast
        default: Date(timeIntervalSinceReferenceDate: Double(microsecondsSince2000) / 1_000_000 + Self.epoch)
        }
    }
}

extension PostgresTimestamp: Comparable {
    public static func < (a: Self, b: Self) -> Bool { a.microsecondsSince2000 < b.microsecondsSince2000 }
}

extension PostgresTimestamp: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
    public static var postgresType: PostgresType { .timestamptz }
    public static var postgresArrayType: PostgresType { .timestamptzArray }
    public func encode(into buffer: inout PostgresBuffer) { buffer.append(microsecondsSince2000) }

    public init(from cell: PostgresCell) throws(PostgresError) {
        guard cell.format == .binary, cell.type == .timestamptz || cell.type == .timestamp else {
            throw cell.mismatch(expected: "timestamptz in binary format")
        }
        microsecondsSince2000 = try cell.integer()
    }
}
