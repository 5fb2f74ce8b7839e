import Codebooks
import Testing

@Suite("Folding")
struct FoldingTests {
    @Test(
        "case, width and variants of characters fall together",
        arguments: [
            ("A", "a"), ("Ａ", "a"), ("ａ", "a"), ("５", "5"), ("，", ","), ("？", "?"), ("É", "é"), ("臺", "台"), ("羣", "群"),
            ("裏", "裡"), ("’", "'"),
        ])
    func folds(_ pair: (String, String)) throws {
        #expect(Folding.fold(try scalar(pair.0)) == (try scalar(pair.1)))
    }

    @Test(
        "different words stay different",
        arguments: [("里", "裡"), ("后", "後"), ("周", "週"), ("面", "麵"), ("只", "隻"), ("干", "幹"), ("余", "餘"), ("份", "分")])
    func keeps(_ pair: (String, String)) throws {
        #expect(Folding.fold(try scalar(pair.0)) != Folding.fold(try scalar(pair.1)))
    }

    @Test("folding is one to one and done after one step")
    func idempotent() {
        for (from, to) in Folding.table {
            #expect(Folding.table[to] == nil, "\(from) folds to \(to), which folds on")
            #expect(Unicode.Scalar(from) != nil && Unicode.Scalar(to) != nil)
        }
    }

    @Test("shadows keep the words and drop the blanks")
    func shadows() {
        #expect(shadow("Joint  Marketing!") == " joint marketing !")
        #expect(shadow("數 位\n轉型") == "數位轉型")
        #expect(shadow("用 LINE 群組，用LINE群組") == "用 line 群組,用 line 群組")
        #expect(shadow("don’t") == " don ' t ")
        #expect(shadow("  ") == "")
    }

    private func shadow(_ text: String) -> String { Folding.shadow(of: text.unicodeScalars) }

    private func scalar(_ text: String) throws -> Unicode.Scalar {
        try #require(text.unicodeScalars.first)
    }
}
