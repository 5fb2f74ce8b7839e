/// A `jsonb` (or, when read, `json`) value as the text it is. How it is parsed is the caller's choice.
public struct PostgresJSON: Hashable, Sendable {
    /// JSON text. The server checks it, and for `jsonb` gives it back normalised.
    public var text: String

    public init(_ text: String) { self.text = text }
}

extension PostgresJSON: PostgresEncodable, PostgresDecodable, PostgresArrayElement {
    public static var postgresType: PostgresType { .jsonb }
    public static var postgresArrayType: PostgresType { .jsonbArray }

    /// The version of jsonb's binary form, its first byte.
    private static let version: UInt8 = 1

    public func encode(into buffer: inout PostgresBuffer) {
        buffer.append(Self.version)
        buffer.append(utf8: text)
    }

    public init(from cell: PostgresCell) throws(PostgresError) {
        switch (cell.type, cell.format) {
        case (.jsonb, .binary):
            guard cell.bytes.first == Self.version else { throw cell.mismatch(expected: "jsonb of version 1") }
            let bytes = UnsafeRawBufferPointer(rebasing: cell.bytes.dropFirst())
            text = try PostgresCell(type: .json, format: .text, bytes: bytes).text()
        case (.json, _), (.jsonb, .text):
            text = try cell.text()
        default:
            throw cell.mismatch(expected: "jsonb")
        }
    }
}
