/// Takes bytes apart into scalars, each with its offset.
///
/// Stops at the end or at the first invalid byte (zero is one in any text); ``isAtEnd`` tells which.
struct ScalarDecoder: IteratorProtocol {
    private let bytes: [UInt8]
    private let encoding: TextEncoding
    /// Where the next scalar begins.
    private(set) var offset: Int
    /// The second scalar of a code that stands for two.
    private var held: SourcedScalar?

    init(_ bytes: [UInt8], encoding: TextEncoding, from start: Int = 0) {
        self.bytes = bytes
        self.encoding = encoding
        self.offset = start
    }

    /// Nothing is left, and nothing was invalid.
    var isAtEnd: Bool { offset == bytes.count && held == nil }

    mutating func next() -> SourcedScalar? {
        if let scalar = held {
            held = nil
            return scalar
        }
        guard offset < bytes.count else { return nil }
        return switch encoding {
        case .utf8: nextUTF8()
        case .utf16LittleEndian, .utf16BigEndian: nextUTF16()
        case .big5: nextBig5(.cp950)
        case .big5HKSCS: nextBig5(.hkscs)
        }
    }

    private mutating func take(_ value: UInt32, width: Int) -> SourcedScalar? {
        guard value != 0, let scalar = Unicode.Scalar(value) else { return nil }
        defer { offset += width }
        return SourcedScalar(scalar: scalar, source: offset)
    }

    private mutating func nextUTF8() -> SourcedScalar? {
        let lead = bytes[offset]
        let (width, leadBits, smallest): (Int, UInt8, UInt32)
        switch lead {
        case 0x00...0x7F: return take(UInt32(lead), width: 1)
        case 0xC2...0xDF: (width, leadBits, smallest) = (2, 0x1F, 0x80)
        case 0xE0...0xEF: (width, leadBits, smallest) = (3, 0x0F, 0x800)
        case 0xF0...0xF4: (width, leadBits, smallest) = (4, 0x07, 0x10000)
        default: return nil
        }
        guard offset + width <= bytes.count else { return nil }
        var value = UInt32(lead & leadBits)
        for position in offset + 1..<offset + width {
            guard bytes[position] & 0xC0 == 0x80 else { return nil }
            value = value << 6 | UInt32(bytes[position] & 0x3F)
        }
        return value < smallest ? nil : take(value, width: width)
    }

    private mutating func nextUTF16() -> SourcedScalar? {
        guard let first = unit(at: offset) else { return nil }
        guard UTF16.isLeadSurrogate(first) else { return take(UInt32(first), width: 2) }
        guard let second = unit(at: offset + 2), UTF16.isTrailSurrogate(second) else { return nil }
        return take(0x10000 + (UInt32(first) & 0x3FF) << 10 + UInt32(second) & 0x3FF, width: 4)
    }

    private func unit(at offset: Int) -> UInt16? {
        guard offset + 2 <= bytes.count else { return nil }
        let (first, second) = (UInt16(bytes[offset]), UInt16(bytes[offset + 1]))
        return encoding == .utf16BigEndian ? first << 8 | second : second << 8 | first
    }

    private mutating func nextBig5(_ table: Big5Table) -> SourcedScalar? {
        let lead = bytes[offset]
        if lead < 0x80 { return take(UInt32(lead), width: 1) }
        guard offset + 1 < bytes.count, let (first, second) = table[lead, bytes[offset + 1]] else { return nil }
        held = second.map { SourcedScalar(scalar: $0, source: offset) }
        return take(first.value, width: 2)
    }
}
