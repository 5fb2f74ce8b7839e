import Testing

@testable import SourceFiles

@Suite struct CSVTests {
    @Test(
        "Rows are read as RFC 4180 has them, whatever the line ends",
        arguments: [
            ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
            ("a,b\nc,d", [["a", "b"], ["c", "d"]]),
            ("a\rb\r", [["a"], ["b"]]),
            ("\"a,\"\"b\"\"\",c", [["a,\"b\"", "c"]]),
            ("\"a\r\nb\",c\r\n", [["a\r\nb", "c"]]),
            (",\n\n,,", [["", ""], ["", "", ""]]),
            ("\"\"", [[""]]),
            ("\u{FEFF}群聚,型態", [["群聚", "型態"]]),
            ("", []),
        ] as [(String, [[String]])])
    func reads(text: String, rows: [[String]]) throws {
        #expect(try CSV.rows(text).map(\.fields) == rows)
    }

    @Test("A row knows the line it begins on, past line breaks in quotes and empty lines")
    func lines() throws {
        #expect(try CSV.rows("a\r\n\"b\r\nb\nb\"\r\n\r\nc").map(\.line) == [1, 2, 6])
    }

    @Test(
        "A fault names its line",
        arguments: [
            ("a\n\"b\nc", 2, CSV.Malformed.Fault.unclosedQuote), ("a\nb\"c", 2, .strayQuote), ("\"a\"b", 1, .textAfterQuote),
        ])
    func faults(text: String, line: Int, fault: CSV.Malformed.Fault) {
        #expect(throws: CSV.Malformed(line: line, fault: fault)) { try CSV.rows(text) }
    }

    @Test("Whatever stands between quotes is read", arguments: (0..<50).map { _ in UInt64.random(in: .min ... .max) })
    func roundTrip(seed: UInt64) throws {
        var state = seed
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let pieces = ["a", ",", "\"", "\n", "\r", "\r\n", "群", " ", "\u{301}"]
        let field = { (0..<next(6)).map { _ in pieces[next(pieces.count)] }.joined() }
        let rows = (0...next(5)).map { _ in (0...next(4)).map { _ in field() } }
        // Scalars, not characters: a quote before a combining mark is a quote.
        func quoted(_ field: String) -> String {
            "\"" + String(String.UnicodeScalarView(field.unicodeScalars.flatMap { $0 == "\"" ? [$0, $0] : [$0] })) + "\""
        }
        let text = rows.map { $0.map(quoted).joined(separator: ",") + "\r\n" }.joined()
        #expect(try CSV.rows(text).map(\.fields) == rows, "seed \(seed)")
    }
}
