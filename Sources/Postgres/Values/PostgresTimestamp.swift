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

extension PostgresTimestamp: CustomStringConvertible {
    /// As the server takes and, in UTC, prints it: `2024-02-29 13:04:05.000001+00`.
    public var description: String {
        switch self {
        case .infinity: return "infinity"
        case .negativeInfinity: return "-infinity"
        default: break
        }
        let (day, microsecond) = microsecondsSince2000.quotientAndRemainder(floor: 86_400_000_000)
        let (year, month, dayOfMonth) = Self.civil(day)
        let (second, fraction) = microsecond.quotientAndRemainder(dividingBy: 1_000_000)
        let date = "\(Self.pad(year > 0 ? year : 1 - year, 4))-\(Self.pad(month, 2))-\(Self.pad(dayOfMonth, 2))"
        let time = "\(Self.pad(second / 3600, 2)):\(Self.pad(second / 60 % 60, 2)):\(Self.pad(second % 60, 2))"
        return "\(date) \(time)\(fraction == 0 ? "" : "." + Self.pad(fraction, 6))+00\(year > 0 ? "" : " BC")"
    }

    /// Year, month and day of a day counted from 2000-01-01, in the Gregorian calendar. Years are counted from March, so
    /// that the leap day is the last of its year, in eras of 400 years, which are all of one length.
    private static func civil(_ day: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let daysPerEra: Int64 = 146_097
        let (era, dayOfEra) = (day - 60).quotientAndRemainder(floor: daysPerEra)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        // March to January have 153 days in every five months.
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = 2000 + era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    private static func pad(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension Int64 {
    /// Division rounding down, so that the remainder is never negative.
    fileprivate func quotientAndRemainder(floor divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
