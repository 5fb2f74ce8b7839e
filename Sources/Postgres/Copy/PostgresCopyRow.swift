public import FoundationEssentials

/// One row of COPY's text format: columns between tabs, with what would be misread escaped.
///
/// The server reads each column as it would a literal of the column's type, so a number may go into any numeric column and
/// text into an enum.
public struct PostgresCopyRow {
    private var bytes: [UInt8]
    private var isFirst = true

    /// Continues `bytes`, which end with the row before.
    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Appends text, a number or a truth value; nil is NULL.
    public mutating func append(_ value: (some LosslessStringConvertible)?) {
        separate()
        if let value { escape(value.description.utf8) } else { appendNull() }
    }

    public mutating func append(_ value: UUID?) { append(value?.uuidString) }

    public mutating func append(_ value: PostgresJSON?) { append(value?.text) }

    public mutating func append(_ value: PostgresTimestamp?) { append(value?.description) }

    /// Appends a `bytea`.
    public mutating func append(_ value: [UInt8]?) {
        separate()
        guard let value else { return appendNull() }
        bytes += #"\\x"#.utf8
        for byte in value {
            bytes.append(Self.digits[Int(byte >> 4)])
            bytes.append(Self.digits[Int(byte & 15)])
        }
    }

    consuming func finish() -> [UInt8] {
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }

    private mutating func separate() {
        if !isFirst { bytes.append(UInt8(ascii: "\t")) }
        isFirst = false
    }

    private mutating func appendNull() { bytes += #"\N"#.utf8 }

    /// The server would take a backslash for an escape, a tab for the end of the column and a line break for that of the row.
    private mutating func escape(_ text: String.UTF8View) {
        for byte in text {
            switch byte {
            case UInt8(ascii: "\\"): bytes += #"\\"#.utf8
            case UInt8(ascii: "\t"): bytes += #"\t"#.utf8
            case UInt8(ascii: "\n"): bytes += #"\n"#.utf8
            case UInt8(ascii: "\r"): bytes += #"\r"#.utf8
            default: bytes.append(byte)
            }
        }
    }

    private static let digits = Array("0123456789abcdef".utf8)
}
