/// The values bound to a statement, in the order of `$1`, `$2`, …
public struct PostgresParameters: Sendable {
    struct Slot {
        let type: PostgresType
        let format: PostgresFormat
        let offset: Int
        /// -1 for NULL.
        let length: Int32
    }

    private(set) var slots: [Slot] = []
    private(set) var buffer = PostgresBuffer()

    /// Binds a value in binary form, or NULL.
    public mutating func append<Value: PostgresEncodable>(_ value: Value?) {
        let offset = buffer.bytes.count
        guard let value else { return appendNull(Value.postgresType) }
        value.encode(into: &buffer)
        close(Value.postgresType, .binary, offset)
    }

    /// Binds text, or NULL, whose type the server infers from where the parameter stands and which it reads as it would
    /// read a literal: for types without a Swift type here, such as `numeric`, `inet`, ranges and enums.
    public mutating func append(text: String?) {
        let offset = buffer.bytes.count
        guard let text else { return appendNull(.unspecified) }
        buffer.append(utf8: text)
        // libpq measures text by its terminator.
        if buffer.bytes[offset...].contains(0) { buffer.reject("text holds a NUL character, which the server cannot store") }
        close(.unspecified, .text, offset)
        buffer.append(UInt8(0))
    }

    private mutating func appendNull(_ type: PostgresType) {
        slots.append(Slot(type: type, format: .binary, offset: buffer.bytes.count, length: -1))
    }

    private mutating func close(_ type: PostgresType, _ format: PostgresFormat, _ offset: Int) {
        let length = buffer.bytes.count - offset
        if length > Int32.max { buffer.reject("a value is larger than 2 GB") }
        slots.append(Slot(type: type, format: format, offset: offset, length: Int32(clamping: length)))
    }

    mutating func removeAll() {
        slots.removeAll(keepingCapacity: true)
        buffer.removeAll()
    }
}
