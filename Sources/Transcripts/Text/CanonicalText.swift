/// The one immutable text that everything else points into: UTF-8, LF line ends, no byte-order mark, NFC.
///
/// Positions are Unicode scalars (``TextRange``). The text is held as UTF-8 with a sparse index, so that a scalar
/// position is found in constant time however long the interview is.
package struct CanonicalText: Sendable, Hashable {
    /// The text itself, valid UTF-8.
    package let utf8: [UInt8]
    /// Its length in Unicode scalars.
    package let scalarCount: Int
    /// UTF-8 offset of every `stride`-th scalar.
    private let index: [Int]

    private static let stride = 64

    /// Takes text that is canonical already; ``Canonicalizer`` makes it so.
    package init(canonical utf8: [UInt8]) {
        self.utf8 = utf8
        var index: [Int] = []
        var scalars = 0
        for (offset, byte) in utf8.enumerated() where byte & 0xC0 != 0x80 {
            if scalars % Self.stride == 0 { index.append(offset) }
            scalars += 1
        }
        self.index = index
        self.scalarCount = scalars
    }

    package var string: String { String(decoding: utf8, as: UTF8.self) }

    /// Where a scalar begins in ``utf8``; `scalarCount` gives the end.
    package func utf8Offset(ofScalar position: Int) -> Int {
        precondition(0 <= position && position <= scalarCount, "position inside the text")
        if position == scalarCount { return utf8.count }
        var offset = index[position / Self.stride]
        var left = position % Self.stride
        while left > 0 {
            offset += 1
            if utf8[offset] & 0xC0 != 0x80 { left -= 1 }
        }
        return offset
    }

    /// The text of a range.
    package subscript(range: TextRange) -> String {
        String(decoding: utf8[utf8Offset(ofScalar: range.start)..<utf8Offset(ofScalar: range.end)], as: UTF8.self)
    }

    /// The scalars of a range.
    package func scalars(_ range: TextRange) -> String.UnicodeScalarView { self[range].unicodeScalars }

    package static func == (a: Self, b: Self) -> Bool { a.utf8 == b.utf8 }
    package func hash(into hasher: inout Hasher) { hasher.combine(utf8) }
}

extension CanonicalText: Codable {
    /// As a plain string; one that is not canonical is refused.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let utf8 = Array(try container.decode(String.self).utf8)
        guard Self.isCanonical(utf8) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "text in canonical form")
        }
        self.init(canonical: utf8)
    }

    private static func isCanonical(_ utf8: [UInt8]) -> Bool {
        guard var span = try? UTF8Span(validating: utf8.span), span.checkForNFC(quickCheck: false) else { return false }
        return !utf8.contains { $0 == 0 || $0 == UInt8(ascii: "\r") }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(string)
    }
}
