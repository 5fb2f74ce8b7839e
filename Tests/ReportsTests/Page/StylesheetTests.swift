import Foundation
import Testing

@testable import Reports

@Suite struct StylesheetTests {
    /// The colours of a scheme: those of the first block, then those that the block behind the query sets otherwise.
    private static func colours(after query: String?) throws -> [String: String] {
        let css = "\(Stylesheet.css)"
        func block(_ from: String.Index) throws -> [String: String] {
            let open = try #require(css[from...].firstRange(of: ":root {")).upperBound
            let close = try #require(css[open...].firstIndex(of: "}"))
            var colours: [String: String] = [:]
            for declaration in css[open..<close].split(separator: ";") {
                let parts = declaration.split(separator: ":").map { $0.drop { $0.isWhitespace } }
                if parts.count == 2, parts[1].hasPrefix("#") { colours[String(parts[0])] = String(parts[1].dropFirst()) }
            }
            return colours
        }
        let base = try block(css.startIndex)
        guard let query else { return base }
        return base.merging(try block(try #require(css.firstRange(of: query)).upperBound)) { $1 }
    }

    /// Contrast by WCAG 2: (L1 + 0.05) / (L2 + 0.05) of relative luminances.
    private static func contrast(_ a: String, _ b: String) throws -> Double {
        func luminance(_ hex: String) throws -> Double {
            let full = hex.count == 3 ? hex.map { "\($0)\($0)" }.joined() : hex
            let value = try #require(Int(full, radix: 16))
            let channels = [16, 8, 0].map { shift -> Double in
                let channel = Double((value >> shift) & 255) / 255
                return channel <= 0.04045 ? channel / 12.92 : pow((channel + 0.055) / 1.055, 2.4)
            }
            return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
        }
        let (x, y) = (try luminance(a), try luminance(b))
        return (max(x, y) + 0.05) / (min(x, y) + 0.05)
    }

    @Test("Text has a contrast of 4.5 or more on every ground", arguments: [nil, "prefers-color-scheme: dark", "@media print"])
    func contrast(query: String?) throws {
        let colours = try Self.colours(after: query)
        #expect(colours.count >= 13)
        for text in ["--ink", "--muted", "--accent", "--mark", "--one", "--two", "--three", "--four", "--open"] {
            for ground in ["--paper", "--band"] {
                let ratio = try Self.contrast(try #require(colours[text]), try #require(colours[ground]))
                #expect(ratio >= 4.5, "\(text) on \(ground)")
            }
        }
        #expect(try Self.contrast(try #require(colours["--ink"]), try #require(colours["--changed"])) >= 4.5)
    }
}
