import TestSupport
import Testing

@testable import Transcripts

@Suite("Encodings")
struct TextEncodingTests {
    /// The text and its encoding, canonical characters apart from nothing.
    private func decode(
        _ bytes: [UInt8], declared: TextEncoding? = nil
    ) throws(DocumentProblem) -> (text: String, encoding: TextEncoding) {
        let decoded = try DecodedText(bytes, declared: declared)
        return (decoded.string, decoded.encoding)
    }

    private func utf16(_ text: String, bigEndian: Bool, mark: Bool) -> [UInt8] {
        ((mark ? "\u{FEFF}" : "") + text).utf16.flatMap { unit in
            let bytes = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
            return bigEndian ? bytes : bytes.reversed()
        }
    }

    @Test("UTF-8 is read with and without a mark")
    func utf8() throws {
        #expect(try decode(Array("許功蓋".utf8)) == ("許功蓋", .utf8))
        #expect(try decode([0xEF, 0xBB, 0xBF] + Array("Q1L：好".utf8)) == ("Q1L：好", .utf8))
    }

    @Test("UTF-16 is read by its mark, and without one by its zero bytes", arguments: [false, true], [false, true])
    func utf16(bigEndian: Bool, mark: Bool) throws {
        let text = "訪談者：一起？\r\nQ1L：𠮷野家 ok\r\n"
        let expected: TextEncoding = bigEndian ? .utf16BigEndian : .utf16LittleEndian
        #expect(try decode(utf16(text, bigEndian: bigEndian, mark: mark)) == (text, expected))
    }

    @Test("CP950 is recognised, with the characters whose second byte is a backslash and those Microsoft added")
    func cp950() throws {
        // 許功蓋 碁 恒 € and a line of ASCII.
        let bytes: [UInt8] = [
            0xB3, 0x5C, 0xA5, 0x5C, 0xBB, 0x5C, 0xA7, 0xBB, 0xF9, 0xD6, 0xF9, 0xDA, 0xA3, 0xE1, 0x0D, 0x0A, 0x51, 0x31, 0x4C,
        ]
        #expect(try decode(bytes) == ("許功蓋宏碁恒€\r\nQ1L", .big5))
    }

    @Test("Characters that a user drew become private use")
    func userDefined() throws {
        let chinese: [UInt8] = [0xA4, 0x40, 0xA4, 0x41, 0xA4, 0x42]
        #expect(
            try decode(chinese + [0xFA, 0x40, 0x8E, 0x40, 0x81, 0x40, 0xC6, 0xA1], declared: .big5).text
                == "一乙丁\u{E000}\u{E311}\u{EEB8}\u{F6B1}")
        let content = try DocumentContent(chinese + [0xFA, 0x40])
        #expect(try PlainTextReader.read(content, limits: DocumentLimits()).notices == [Notice(.privateUseCharacters, count: 1)])
    }

    @Test("The Hong Kong set is read only where it is declared")
    func hongKong() throws {
        // 嘅 咗 and a code that stands for two scalars.
        let bytes: [UInt8] = [0xFC, 0xB8, 0x88, 0x62]
        let (text, _) = try decode(bytes, declared: .big5HKSCS)
        #expect(text.unicodeScalars.count == 3)
        #expect(text.unicodeScalars.suffix(2).elementsEqual("\u{CA}\u{304}".unicodeScalars))
        #expect(throws: DocumentProblem.self) { try decode(bytes) }
    }

    @Test("An invalid byte is refused with its offset, in the encoding the rest is in")
    func invalidBytes() {
        #expect(throws: DocumentProblem.invalidEncoding(.utf8, offset: 6)) {
            try decode(Array("許功".utf8) + [0xFF] + Array("蓋".utf8))
        }
        #expect(throws: DocumentProblem.invalidEncoding(.utf8, offset: 3)) { try decode(Array("許".utf8) + [0xE5, 0x8A]) }
        #expect(throws: DocumentProblem.invalidEncoding(.big5, offset: 6)) {
            try decode([0xB3, 0x5C, 0xA5, 0x5C, 0xBB, 0x5C, 0xFF, 0xA7, 0xBB])
        }
        #expect(throws: DocumentProblem.invalidEncoding(.utf16LittleEndian, offset: 4)) {
            try decode([0xFF, 0xFE, 0x31, 0x00, 0x00, 0xD8, 0x31, 0x00])
        }
        #expect(throws: DocumentProblem.invalidEncoding(.utf16BigEndian, offset: 4)) {
            try decode([0xFE, 0xFF, 0x00, 0x31, 0x00])
        }
        #expect(throws: DocumentProblem.invalidEncoding(.utf8, offset: 3)) {
            try decode(Array("café".utf8.dropLast()), declared: .utf8)
        }
    }

    @Test("Chinese in GB 2312 is valid CP950 and yet is not read as such")
    func simplified() {
        // 我们这里的合作很好，大家都愿意分享经验，就是没有时间。
        let bytes: [UInt8] = [
            0xCE, 0xD2, 0xC3, 0xC7, 0xD5, 0xE2, 0xC0, 0xEF, 0xB5, 0xC4, 0xBA, 0xCF, 0xD7, 0xF7, 0xBA, 0xDC, 0xBA, 0xC3, 0xA3,
            0xAC,
            0xB4, 0xF3, 0xBC, 0xD2, 0xB6, 0xBC, 0xD4, 0xB8, 0xD2, 0xE2, 0xB7, 0xD6, 0xCF, 0xED, 0xBE, 0xAD, 0xD1, 0xE9, 0xA3,
            0xAC,
            0xBE, 0xCD, 0xCA, 0xC7, 0xC3, 0xBB, 0xD3, 0xD0, 0xCA, 0xB1, 0xBC, 0xE4, 0xA1, 0xA3,
        ]
        #expect(throws: DocumentProblem.self) { try decode(bytes) }
    }

    @Test("Zero bytes are not text")
    func binary() {
        #expect(throws: DocumentProblem.notText(offset: 3)) { try decode(Array("abc".utf8) + [0, 0, 1, 2]) }
        #expect(throws: DocumentProblem.invalidEncoding(.utf8, offset: 4)) { try decode([0xEF, 0xBB, 0xBF, 0x41, 0x00, 0x42]) }
        // UTF-32 has a mark that begins like that of UTF-16.
        #expect(throws: DocumentProblem.invalidEncoding(.utf16LittleEndian, offset: 2)) {
            try decode([0xFF, 0xFE, 0, 0, 0x41, 0, 0, 0])
        }
    }

    @Test("Every string survives each Unicode encoding, each scalar with the offset at which it stands")
    func roundTrip() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededGenerator(seed: seed)
        let pieces = ["a", " ", "\n", "許", "𠮷", "é", "e\u{301}", "🍵", "\u{E000}", "。", "ÿ"]
        for _ in 0..<300 {
            let text = "x \n" + random.text(of: pieces, counts: 0...30)
            for (encoding, bytes) in [
                (TextEncoding.utf8, Array(text.utf8)), (.utf16LittleEndian, utf16(text, bigEndian: false, mark: true)),
                (.utf16BigEndian, utf16(text, bigEndian: true, mark: true)),
            ] {
                let decoded = try DecodedText(bytes)
                #expect(decoded.encoding == encoding, "seed \(seed)")
                #expect(decoded.string.unicodeScalars.elementsEqual(text.unicodeScalars), "seed \(seed)")
                for scalar in decoded {
                    var one = ScalarDecoder(bytes, encoding: encoding, from: scalar.source)
                    #expect(one.next()?.scalar == scalar.scalar, "seed \(seed)")
                }
            }
        }
    }

    @Test("Random bytes are text or are refused, never fatal")
    func garbage() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<2_000 {
            let bytes = (0..<Int.random(in: 0...24, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
            for declared in [nil] + TextEncoding.allCases {
                guard let decoded = try? DecodedText(bytes, declared: declared) else { continue }
                #expect(!decoded.contains { $0.scalar.value == 0 }, "seed \(seed)")
            }
        }
    }
}
