/// Decides how a text file is encoded, in the order in which a mistake is least likely: UTF-8, byte-order mark, UTF-16
/// where there are zero bytes, CP950 by validity and by what Chinese text looks like in it.
enum EncodingDetector {
    static func detect(_ bytes: [UInt8]) throws(DocumentProblem) -> (encoding: TextEncoding, start: Int) {
        if let mark = byteOrderMark(of: bytes) {
            guard let offset = firstInvalidByte(in: bytes, as: mark.encoding, from: mark.length) else {
                return (mark.encoding, mark.length)
            }
            throw .invalidEncoding(mark.encoding, offset: offset)
        }
        if let zero = bytes.firstIndex(of: 0) {
            guard let encoding = utf16(bytes) else { throw .notText(offset: zero) }
            return (encoding, 0)
        }
        guard let invalidUTF8 = firstInvalidByte(in: bytes, as: .utf8, from: 0) else { return (.utf8, 0) }
        let invalidBig5 = firstInvalidByte(in: bytes, as: .big5, from: 0)
        guard let invalidBig5 else {
            if looksLikeBig5(bytes) { return (.big5, 0) }
            throw .invalidEncoding(nil, offset: invalidUTF8)
        }
        // The wrong decoder stumbles at the first Chinese character, the right one at the fault.
        let isBig5 = bytes[..<invalidUTF8].allSatisfy { $0 < 0x80 } && invalidBig5 > invalidUTF8
        throw isBig5 && looksLikeBig5(bytes[..<invalidBig5])
            ? .invalidEncoding(.big5, offset: invalidBig5) : .invalidEncoding(.utf8, offset: invalidUTF8)
    }

    static func byteOrderMark(of bytes: [UInt8]) -> (encoding: TextEncoding, length: Int)? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        return nil
    }

    /// Nil if all bytes are valid. A zero byte or character is invalid in any text.
    static func firstInvalidByte(in bytes: [UInt8], as encoding: TextEncoding, from start: Int) -> Int? {
        if encoding == .utf8 {
            do throws(UTF8.ValidationError) {
                _ = try UTF8Span(validating: bytes.span.extracting(start...))
                return bytes.firstIndex(of: 0)
            } catch {
                return start + error.byteOffsets.lowerBound
            }
        }
        var decoder = ScalarDecoder(bytes, encoding: encoding, from: start)
        while decoder.next() != nil {}
        return decoder.isAtEnd ? nil : decoder.offset
    }

    /// Without a mark, the order of the bytes is the one in which the text is Chinese or Latin rather than anything.
    private static func utf16(_ bytes: [UInt8]) -> TextEncoding? {
        let candidates: [TextEncoding] = [.utf16LittleEndian, .utf16BigEndian]
        let shares = candidates.map { shareOfExpected(in: bytes, as: $0) }
        guard shares[0] != shares[1], let best = shares.max(), best >= 0.75 else { return nil }
        return candidates[shares[0] > shares[1] ? 0 : 1]
    }

    /// How much of a text is what a transcript is made of, from 0 to 1; 0 if it is invalid or holds control characters.
    private static func shareOfExpected(in bytes: [UInt8], as encoding: TextEncoding) -> Double {
        var decoder = ScalarDecoder(bytes, encoding: encoding)
        var (expected, all) = (0, 0)
        while let next = decoder.next() {
            all += 1
            switch next.scalar.value {
            case 0x09...0x0D, 0x20...0x7E, 0x3000...0x303F, 0x3105...0x312F, 0x4E00...0x9FFF, 0xFF00...0xFFEF: expected += 1
            case 0...0x1F: return 0
            default: break
            }
        }
        return decoder.isAtEnd ? Double(expected) / Double(all) : 0
    }

    /// Whether valid CP950 is likely meant as such. Most Chinese text in GB 2312 and much Japanese text is valid CP950
    /// too, but then spreads over the rare characters, which real text seldom uses.
    private static func looksLikeBig5(_ bytes: some Sequence<UInt8>) -> Bool {
        var frequent = 0
        var rare = 0
        var iterator = bytes.makeIterator()
        while let lead = iterator.next() {
            if lead < 0x80 { continue }
            _ = iterator.next()
            switch lead {
            case 0xA1...0xA3: break
            case 0xA4...0xC6: frequent += 1
            default: rare += 1
            }
        }
        let total = frequent + rare
        return total < 8 ? 2 * frequent >= total : 4 * frequent >= 3 * total
    }
}
