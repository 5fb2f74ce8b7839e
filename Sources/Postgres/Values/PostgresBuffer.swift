/// Where values are encoded to. Integers are big-endian, as everything in the protocol.
public struct PostgresBuffer: Sendable {
    @usableFromInline var bytes: [UInt8] = []
    /// Why what was encoded cannot be sent, if it cannot.
    private(set) var rejection: String?

    @inlinable
    public mutating func append(_ value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }

    public mutating func append(bytes more: some Sequence<UInt8>) {
        bytes.append(contentsOf: more)
    }

    public mutating func append(utf8 text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// Says that the value has no form on the server. The statement is not sent, and fails with
    /// ``PostgresError/Kind/misuse`` and this reason, which must not hold the value.
    public mutating func reject(_ reason: String) {
        rejection = rejection ?? reason
    }

    @usableFromInline var count: Int { bytes.count }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        rejection = nil
    }

    /// Encodes a value behind its length, as arrays hold their elements.
    mutating func appendLengthPrefixed(_ encode: (inout PostgresBuffer) -> Void) {
        let start = bytes.count
        append(Int32(0))
        encode(&self)
        put(Int32(clamping: bytes.count - start - 4), at: start)
    }

    mutating func put(_ value: Int32, at offset: Int) {
        Swift.withUnsafeBytes(of: value.bigEndian) { bytes.replaceSubrange(offset..<offset + 4, with: $0) }
    }
}
