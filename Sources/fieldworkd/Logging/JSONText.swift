import Logging

/// JSON written as it comes, in one pass.
struct JSONText {
    private(set) var bytes: [UInt8] = []
    private var isFirst = true

    mutating func object(_ fields: (inout JSONText) -> Void) {
        enclosed("{", "}", fields)
    }

    mutating func array(_ elements: (inout JSONText) -> Void) {
        enclosed("[", "]", elements)
    }

    mutating func field(_ name: String, _ value: String) {
        key(name)
        string(value)
    }

    mutating func field(_ name: String, _ value: Bool) {
        key(name)
        bytes += (value ? "true" : "false").utf8
    }

    mutating func field(_ name: String, _ value: Logger.MetadataValue) {
        key(name)
        self.value(value)
    }

    mutating func field(_ name: String, _ fields: (inout JSONText) -> Void) {
        key(name)
        object(fields)
    }

    mutating func element(_ value: Logger.MetadataValue) {
        separate()
        self.value(value)
    }

    private mutating func value(_ value: Logger.MetadataValue) {
        switch value {
        case .string(let text): string(text)
        case .stringConvertible(let value): string(value.description)
        case .array(let values): array { array in values.forEach { array.element($0) } }
        case .dictionary(let fields):
            object { object in
                for (name, value) in fields.sorted(by: { $0.key < $1.key }) { object.field(name, value) }
            }
        }
    }

    private mutating func key(_ name: String) {
        separate()
        string(name)
        bytes.append(UInt8(ascii: ":"))
    }

    private mutating func separate() {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
    }

    private mutating func enclosed(_ opening: Unicode.Scalar, _ closing: Unicode.Scalar, _ body: (inout JSONText) -> Void) {
        bytes.append(UInt8(ascii: opening))
        isFirst = true
        body(&self)
        isFirst = false
        bytes.append(UInt8(ascii: closing))
    }

    private mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes += #"\""#.utf8
            case UInt8(ascii: "\\"): bytes += #"\\"#.utf8
            case UInt8(ascii: "\n"): bytes += #"\n"#.utf8
            case 0..<0x20, 0x7F:
                bytes += "\\u00".utf8
                bytes += (byte < 16 ? "0" : "").utf8
                bytes += String(byte, radix: 16).utf8
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
