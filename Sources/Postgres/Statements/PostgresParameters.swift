/// The values bound to a statement, in the order of `$1`, `$2`, …
public struct PostgresParameters: Sendable {
    /// Where a value is, and what it is.
    @usableFromInline
    struct Slot: Sendable {
        let type: PostgresType
        let format: PostgresFormat
        let offset: Int
        /// -1 for NULL.
        let length: Int32
    }

    /// Of one statement, or of all statements of a batch one after the other.
    private(set) var slots: [Slot] = []
    @usableFromInline private(set) var buffer = PostgresBuffer()

    /// Binds a value in binary form, or NULL.
    @inlinable
    public mutating func append<Value: PostgresEncodable>(_ value: Value?) {
        guard let value else { return appendNull(Value.postgresType) }
        let offset = buffer.count
        value.encode(into: &buffer)
        close(Value.postgresType, .binary, offset)
    }

    /// Binds text, or NULL, whose type the server infers from where the parameter stands and which it reads as it would
    /// read a literal: for types without a Swift type here, such as `numeric`, `inet`, ranges and enums.
    public mutating func append(text: String?) {
        guard let text else { return appendNull(.unspecified) }
        let offset = buffer.count
        buffer.append(utf8: text)
        // libpq measures text by its terminator.
        if buffer.bytes[offset...].contains(0) { buffer.reject("text holds a NUL character, which the server cannot store") }
        close(.unspecified, .text, offset)
        buffer.append(UInt8(0))
    }

    @usableFromInline
    mutating func appendNull(_ type: PostgresType) {
        slots.append(Slot(type: type, format: .binary, offset: buffer.count, length: -1))
    }

    /// Ends the value that was encoded from `offset` on.
    @usableFromInline
    mutating func close(_ type: PostgresType, _ format: PostgresFormat, _ offset: Int) {
        let length = buffer.count - offset
        if length > Int32.max { buffer.reject("a value is larger than 2 GB") }
        slots.append(Slot(type: type, format: format, offset: offset, length: Int32(clamping: length)))
    }

    mutating func append(contentsOf other: PostgresParameters) {
        let shift = buffer.count
        buffer.append(bytes: other.buffer.bytes)
        for slot in other.slots {
            slots.append(Slot(type: slot.type, format: slot.format, offset: slot.offset + shift, length: slot.length))
        }
    }

    mutating func removeAll() {
        slots.removeAll(keepingCapacity: true)
        buffer.removeAll()
    }
}
