public import FoundationEssentials

extension Bool: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
    public static var postgresType: PostgresType { .bool }
    public static var postgresArrayType: PostgresType { .boolArray }
    public func encode(into buffer: inout PostgresBuffer) { buffer.append(UInt8(self ? 1 : 0)) }

    public init(from cell: PostgresCell) throws(PostgresError) {
        guard cell.type == .bool, cell.bytes.count == 1 else { throw cell.mismatch(expected: "bool") }
        self = cell.bytes[0] == (cell.format == .binary ? 1 : UInt8(ascii: "t"))
    }
}

/// `float8`; reads `float4` too.
extension Double: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
    public static var postgresType: PostgresType { .float8 }
    public static var postgresArrayType: PostgresType { .float8Array }
    public func encode(into buffer: inout PostgresBuffer) { buffer.append(bitPattern) }

    public init(from cell: PostgresCell) throws(PostgresError) {
        guard cell.format == .binary else {
            self = try cell.parsed(expected: "float8")
            return
        }
        switch cell.type {
        case .float8: self.init(bitPattern: try cell.integer())
        case .float4: self.init(Float(bitPattern: try cell.integer()))
        default: throw cell.mismatch(expected: "float8")
        }
    }
}

/// `text`; reads all text-like types, `json`, and enums. In text format, everything.
///
/// A parameter is declared `text`. Where the statement wants another type (an enum, `inet`), cast it in the SQL or bind it
/// with ``PostgresParameters/append(text:)``.
extension String: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
    public static var postgresType: PostgresType { .text }
    public static var postgresArrayType: PostgresType { .textArray }
    public func encode(into buffer: inout PostgresBuffer) { buffer.append(utf8: self) }

    public init(from cell: PostgresCell) throws(PostgresError) {
        guard cell.format == .text || cell.type.isText || cell.type.isUserDefined else {
            throw cell.mismatch(expected: "text")
        }
        self = try cell.text()
    }
}

extension PostgresType {
    fileprivate var isText: Bool {
        switch self {
        case .text, .varchar, .bpchar, .name, .char, .json, .xml, .unknown: true
        default: false
        }
    }
}

extension UUID: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
    public static var postgresType: PostgresType { .uuid }
    public static var postgresArrayType: PostgresType { .uuidArray }

    public func encode(into buffer: inout PostgresBuffer) {
        withUnsafeBytes(of: uuid) { buffer.append(bytes: $0) }
    }

    public init(from cell: PostgresCell) throws(PostgresError) {
        if cell.format == .binary, cell.type == .uuid, cell.bytes.count == 16 {
            self.init(uuid: cell.bytes.loadUnaligned(as: uuid_t.self))
        } else if cell.format == .text, let value = UUID(uuidString: try cell.text()) {
            self = value
        } else {
            throw cell.mismatch(expected: "uuid")
        }
    }
}
