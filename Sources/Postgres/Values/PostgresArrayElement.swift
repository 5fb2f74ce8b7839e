/// What an array can be made of: any encodable and decodable value, or an optional of one where the array may hold NULLs.
///
/// The array's form is the element's business, because `[UInt8]` is no array to the server but a `bytea`.
/// A type of your own that is both encodable and decodable needs to say ``postgresArrayType`` only.
public protocol PostgresArrayElement: Sendable {
    /// The type of an array of these.
    static var postgresArrayType: PostgresType { get }

    static func encodeArray(_ elements: [Self], into buffer: inout PostgresBuffer)

    static func decodeArray(_ cell: PostgresCell) throws(PostgresError) -> [Self]
}

extension PostgresArrayElement where Self: PostgresEncodable & PostgresDecodable {
    public static func encodeArray(_ elements: [Self], into buffer: inout PostgresBuffer) {
        buffer.appendArray(of: postgresType, count: elements.count, hasNull: false)
        for element in elements { buffer.appendLengthPrefixed { element.encode(into: &$0) } }
    }

    public static func decodeArray(_ cell: PostgresCell) throws(PostgresError) -> [Self] {
        var array = try ArrayReader(cell)
        return try array.readAll { element throws(PostgresError) in
            guard let element else { throw PostgresError(.decoding, reason: "an array of \(Self.self) holds a NULL") }
            return try Self(from: element)
        }
    }
}

extension Optional: PostgresArrayElement
where Wrapped: PostgresEncodable & PostgresDecodable & PostgresArrayElement {
    public static var postgresArrayType: PostgresType { Wrapped.postgresArrayType }

    public static func encodeArray(_ elements: [Self], into buffer: inout PostgresBuffer) {
        buffer.appendArray(of: Wrapped.postgresType, count: elements.count, hasNull: elements.contains { $0 == nil })
        for element in elements {
            if let element {
                buffer.appendLengthPrefixed { element.encode(into: &$0) }
            } else {
                buffer.append(Int32(-1))
            }
        }
    }

    public static func decodeArray(_ cell: PostgresCell) throws(PostgresError) -> [Self] {
        var array = try ArrayReader(cell)
        return try array.readAll { element throws(PostgresError) in
            guard let element else { return nil }
            return try Wrapped(from: element)
        }
    }
}

extension Array: PostgresEncodable where Element: PostgresArrayElement {
    public static var postgresType: PostgresType { Element.postgresArrayType }

    public func encode(into buffer: inout PostgresBuffer) { Element.encodeArray(self, into: &buffer) }
}

extension Array: PostgresDecodable where Element: PostgresArrayElement {
    public init(from cell: PostgresCell) throws(PostgresError) { self = try Element.decodeArray(cell) }
}

// MARK: bytea

/// `[UInt8]` is `bytea`.
extension UInt8: PostgresArrayElement {
    public static var postgresArrayType: PostgresType { .bytea }

    public static func encodeArray(_ elements: [UInt8], into buffer: inout PostgresBuffer) {
        buffer.append(bytes: elements)
    }

    public static func decodeArray(_ cell: PostgresCell) throws(PostgresError) -> [UInt8] {
        guard cell.format == .binary, cell.type == .bytea else { throw cell.mismatch(expected: "bytea in binary format") }
        return Array<UInt8>(cell.bytes)
    }
}

/// `[[UInt8]]` is `bytea[]`.
extension Array: PostgresArrayElement where Element == UInt8 {
    public static var postgresArrayType: PostgresType { .byteaArray }
}

// MARK: The wire form

extension PostgresBuffer {
    /// The head of a one-dimensional array; `array_recv` in the server's arrayfuncs.c reads it.
    fileprivate mutating func appendArray(of type: PostgresType, count: Int, hasNull: Bool) {
        append(Int32(count == 0 ? 0 : 1))
        append(Int32(hasNull ? 1 : 0))
        append(type.rawValue)
        guard count > 0 else { return }
        append(Int32(clamping: count))
        append(Int32(1))
    }
}

/// Walks the binary form of an array.
private struct ArrayReader {
    private let cell: PostgresCell
    private var offset = 0
    private var elementType = PostgresType.unspecified
    private var count = 0

    init(_ cell: PostgresCell) throws(PostgresError) {
        self.cell = cell
        guard cell.format == .binary else { throw cell.mismatch(expected: "an array in binary format") }
        let dimensions = try next()
        _ = try next()
        elementType = PostgresType(rawValue: UInt32(bitPattern: try next()))
        switch dimensions {
        case 0: break
        case 1:
            count = Int(try next())
            _ = try next()
        default: throw cell.mismatch(expected: "an array of one dimension")
        }
        guard count >= 0, count <= cell.bytes.count / 4 else { throw malformed }
    }

    mutating func readAll<T>(_ decode: (PostgresCell?) throws(PostgresError) -> T) throws(PostgresError) -> [T] {
        var elements: [T] = []
        elements.reserveCapacity(count)
        for _ in 0..<count {
            let length = Int(try next())
            guard length >= 0 else {
                elements.append(try decode(nil))
                continue
            }
            guard length <= cell.bytes.count - offset else { throw malformed }
            let bytes = UnsafeRawBufferPointer(rebasing: cell.bytes[offset..<offset + length])
            elements.append(try decode(PostgresCell(type: elementType, format: .binary, bytes: bytes)))
            offset += length
        }
        return elements
    }

    private mutating func next() throws(PostgresError) -> Int32 {
        guard offset + 4 <= cell.bytes.count else { throw malformed }
        defer { offset += 4 }
        return Int32(bigEndian: cell.bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self))
    }

    private var malformed: PostgresError { cell.mismatch(expected: "an array") }
}
