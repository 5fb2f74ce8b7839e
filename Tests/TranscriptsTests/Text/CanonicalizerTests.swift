import Foundation
import TestSupport
import Testing

@testable import Transcripts

@Suite("Canonical text")
struct CanonicalizerTests {
    private func canonicalize(_ bytes: [UInt8], declared: TextEncoding? = nil) throws -> (text: CanonicalText, source: SourceMap)
    {
        let (text, source, _) = try Canonicalizer.canonicalize(DecodedText(bytes, declared: declared))
        return (text, source)
    }

    @Test("Line ends become LF, the mark goes, characters are composed")
    func canonical() throws {
        let (text, source) = try canonicalize([0xEF, 0xBB, 0xBF] + Array("a\r\nb\rc\nCafe\u{301} \u{FA0C}\u{FA0D}".utf8))
        #expect(text.string.unicodeScalars.elementsEqual("a\nb\nc\nCaf\u{E9} \u{5140}\u{55C0}".unicodeScalars))
        let offsets = (0...text.scalarCount).map { source.source(ofScalar: $0, in: text) }
        //                  a  ⏎  b  ⏎  c  ⏎  C   a   f   é   ␣   兀  嗀  end
        #expect(offsets == [3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 16, 17, 20, 23])
    }

    @Test("The map of CP950 counts two bytes for a Chinese character")
    func big5() throws {
        let bytes: [UInt8] = [0x51, 0xB3, 0x5C, 0x0D, 0x0A, 0xA5, 0x5C, 0x21]
        let (text, source) = try canonicalize(bytes, declared: .big5)
        #expect(text.string == "Q許\n功!")
        #expect((0...5).map { source.source(ofScalar: $0, in: text) } == [0, 1, 3, 5, 7, 8])
    }

    @Test("Text, map and anchors survive coding")
    func codable() throws {
        let (text, source) = try canonicalize(Array("一\r\n二\r\n\u{FA0C}e\u{301}x".utf8))
        #expect(try JSONDecoder().decode(CanonicalText.self, from: JSONEncoder().encode(text)) == text)
        #expect(try JSONDecoder().decode(SourceMap.self, from: JSONEncoder().encode(source)) == source)
    }

    @Test("Scalars taken for inert are: composed already, no marks, and no second part of any composition")
    func inert() {
        var second: Set<Unicode.Scalar> = []
        var scalars: [Unicode.Scalar] = []
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            scalars.append(scalar)
            if (0xAC00...0xD7A3).contains(value) { continue }
            let parts = String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars
            if parts.count > 1 { second.formUnion(parts.dropFirst()) }
        }
        for value in UInt32(0x1100)...0x11FF { second.insert(Unicode.Scalar(value)!) }
        for scalar in scalars where Normalization.isInert(scalar) {
            let isChanged = !String(scalar).precomposedStringWithCanonicalMapping.unicodeScalars.elementsEqual([scalar])
            if isChanged || second.contains(scalar) || scalar.properties.canonicalCombiningClass != .notReordered {
                Issue.record("U+\(String(scalar.value, radix: 16)) is not inert")
            }
        }
    }

    /// The same by other means: line ends in one pass over scalars, composition by Foundation.
    private func composed(_ text: String) -> String {
        var lines = String.UnicodeScalarView()
        var last: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            if !(scalar == "\n" && last == "\r") { lines.append(scalar == "\r" ? "\n" : scalar) }
            last = scalar
        }
        return String(lines).precomposedStringWithCanonicalMapping
    }

    @Test("Blanks are Unicode's white space, control characters and what has no width")
    func blanks() {
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let expected =
                scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
                || value == 0x200B || value == 0xFEFF
            if scalar.isBlank != expected { Issue.record("U+\(String(value, radix: 16))") }
        }
    }

    @Test("Any text becomes what Foundation composes, and the map cuts the source where the text is cut")
    func properties() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "a", "e", "\u{301}", "\u{327}", "\u{302}", "許", "\u{FA0C}", "\u{FA0D}", "\u{212B}", "\u{1100}", "\u{1161}",
            "\u{11A8}", "한",
            "\u{958}", "\u{915}\u{93C}", "\r\n", "\r", "\n", "𠮷", "\u{2F800}", "か\u{3099}", "\u{3099}", "👩‍🌾", "。",
            "\u{1E0A}\u{323}",
            "\u{9C7}\u{9BE}", "\u{DD9}\u{DCF}\u{DCA}", "ก\u{E33}", " ", "\u{345}\u{300}",
        ]
        for _ in 0..<2_000 {
            let source = random.text(of: pieces, counts: 0...24)
            let bytes = Array(source.utf8)
            let (text, map) = try canonicalize(bytes, declared: .utf8)
            #expect(text.string.unicodeScalars.elementsEqual(composed(source).unicodeScalars), "seed \(seed)")

            let scalars = Array(text.string.unicodeScalars)
            var last = 0
            for position in 0...text.scalarCount {
                let offset = map.source(ofScalar: position, in: text)
                #expect(last <= offset && offset <= bytes.count, "seed \(seed)")
                last = offset
                // Before a scalar that nothing joins, the source can be cut: what is left of it gives the text so far.
                guard position == text.scalarCount || Normalization.isInert(scalars[position]) else { continue }
                let before = try #require(String(validating: bytes[..<offset], as: UTF8.self), "seed \(seed)")
                #expect(
                    text[TextRange(0, position)].unicodeScalars.elementsEqual(composed(before).unicodeScalars), "seed \(seed)")
            }
        }
    }

    @Test("Growing beyond the limit is refused")
    func limit() throws {
        let decoded = try DecodedText(Array(repeating: 0x41, count: 1_000))
        #expect(throws: DocumentProblem.tooLargeInside(.textSize)) {
            try Canonicalizer.canonicalize(decoded, limits: DocumentLimits(textSize: 500))
        }
        let marks = try DecodedText(Array(String(repeating: "\u{301}", count: 2_000).utf8))
        #expect(throws: DocumentProblem.tooLargeInside(.textSize)) { try Canonicalizer.canonicalize(marks) }
    }
}
