import Testing

@testable import Reports

@Suite struct TerminalTableTests {
    @Test(
        "Characters are as wide as terminals show them",
        arguments: [
            ("abc", 3), ("群聚", 4), ("（全形）", 8), ("ＡＢ", 4), ("ｶﾅ", 2), ("e\u{301}", 1), ("ㄅㄆ", 4), ("한국", 4),
            ("\u{1112}\u{1161}\u{11AB}", 2), ("👍", 2), ("👩‍👩‍👧", 2), ("☺\u{FE0F}", 2), ("🇹🇼", 2), ("…", 1), ("Ⅳ", 1),
            ("\u{200B}", 0), ("𠮷", 2), ("「」", 4), ("é", 1), ("½", 1), ("", 0),
        ])
    func width(text: String, columns: Int) {
        #expect(DisplayWidth.of(text) == columns)
    }

    @Test(
        "What is cut fits its columns and says so",
        arguments: [("群聚分類", 8, "群聚分類"), ("群聚分類", 7, "群聚分…"), ("群聚分類", 6, "群聚…"), ("cluster", 4, "clu…"), ("a", 0, "")])
    func truncated(text: String, columns: Int, result: String) {
        #expect(TerminalText.truncated(text, to: columns) == result)
    }

    @Test(
        "Lines break at blanks and between Chinese characters, not before what closes or after what opens",
        arguments: [
            ("leader of the cluster", 10, ["leader of", "the", "cluster"]),
            ("領導人把群聚當成公司", 8, ["領導人把", "群聚當成", "公司"]),
            ("大家合作，一起賣", 8, ["大家合", "作，一起", "賣"]),
            ("他說「好」啊", 6, ["他說", "「好」", "啊"]),
            ("用 LINE 群組開會", 8, ["用 LINE", "群組開會"]),
            ("unbreakable", 4, ["unbr", "eaka", "ble"]),
            ("", 4, [""]),
            ("  two   blanks ", 20, ["two blanks"]),
        ])
    func wrapped(text: String, columns: Int, lines: [String]) {
        #expect(TerminalText.wrapped(text, to: columns) == lines)
    }

    @Test("Nothing in a cell steers the terminal or breaks its line")
    func safe() {
        #expect(TerminalText.plain("a\u{1B}[2Jb\r\nc\u{202E}d\te\u{7}\u{9B}1m") == "a[2Jb  cd e1m")
    }

    private static let table = TerminalTable(
        columns: [
            .init("群聚"), .init("型態", overflow: .truncate), .init("能力", .right), .init("理由", overflow: .wrap),
        ],
        rows: [
            ["N1", "II 能力導向型", "2.00", "「領導人」有明確的反面證據，所屬的軸不能判為高。「品牌」的證據互相矛盾。"],
            ["S2", "I 永續發展型", "1.667"],
        ])

    @Test("A table in Chinese lines up at 60 columns")
    func table() {
        #expect(
            Self.table.text(width: 60) == """
                群聚  型態            能力  理由
                ----  -------------  -----  --------------------------------
                N1    II 能力導向型   2.00  「領導人」有明確的反面證據，所屬
                                            的軸不能判為高。「品牌」的證據互
                                            相矛盾。
                S2    I 永續發展型   1.667

                """)
    }

    @Test("No line is wider than the terminal, whatever its width", arguments: [40, 60, 80, 120])
    func fits(width: Int) {
        for line in Self.table.text(width: width).split(separator: "\n") {
            #expect(DisplayWidth.of(line) <= width)
            #expect(line.last != " ")
        }
    }

    @Test("Only the title is bold, and only when asked")
    func bold() {
        let lines = Self.table.text(bold: true).split(separator: "\n")
        #expect(lines[0].hasPrefix("\u{1B}[1m") && lines[0].hasSuffix("\u{1B}[0m"))
        #expect(!lines.dropFirst().contains { $0.contains("\u{1B}") })
        #expect(!Self.table.text().contains("\u{1B}"))
    }
}
