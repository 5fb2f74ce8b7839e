import Foundation
import Reports
import SourceFiles
import Transcripts

/// Where results go: a terminal, whose width tables are fitted to, or a pipe, which gets whole lines.
struct Output: Sendable {
    let language: Language
    /// Columns to fit to; nil where nothing is cut or wrapped.
    let width: Int?
    let isTerminal: Bool

    init(_ language: Language) {
        self.language = language
        isTerminal = isatty(STDOUT_FILENO) == 1
        width = Self.columns(isTerminal: isTerminal)
    }

    /// `COLUMNS` rules where it is set, as it does for the help.
    private static func columns(isTerminal: Bool) -> Int? {
        if let columns = ProcessInfo.processInfo.environment["COLUMNS"].flatMap({ Int($0) }), columns > 0 { return columns }
        guard isTerminal else { return nil }
        var size = winsize()
        return ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
    }

    func text(zh: String, en: String) -> String { language.text(zh: zh, en: en) }

    // MARK: - Results

    func line(_ text: String = "") { print(text) }

    func line(zh: String, en: String) { print(text(zh: zh, en: en)) }

    func json(_ json: JSONText) { print(json.text, terminator: "") }

    /// A column without a single value is left out.
    func table(_ columns: [Column], _ rows: [[String]]) {
        let used = columns.indices.filter { column in rows.contains { column < $0.count && !$0[column].isEmpty } }
        let table = TerminalTable(
            columns: used.map { column in
                .init(
                    text(zh: columns[column].zh, en: columns[column].en), columns[column].alignment,
                    overflow: columns[column].overflow)
            },
            rows: rows.map { row in used.map { $0 < row.count ? row[$0] : "" } })
        print(table.text(width: width ?? .max, bold: isTerminal), terminator: "")
    }

    /// The title of one column, in both languages.
    struct Column {
        let zh: String
        let en: String
        let alignment: TerminalTable.Alignment
        let overflow: TerminalTable.Overflow

        init(
            _ zh: String, _ en: String, _ alignment: TerminalTable.Alignment = .left,
            overflow: TerminalTable.Overflow = .keep
        ) {
            self.zh = zh
            self.en = en
            self.alignment = alignment
            self.overflow = overflow
        }
    }

    /// One thing by its properties, a line each; those without a value are left out.
    func fields(_ fields: [(zh: String, en: String, value: String?)]) {
        entries(fields.compactMap { field in field.value.map { (text(zh: field.zh, en: field.en), $0) } })
    }

    /// Names, and texts that are wrapped beside them.
    func entries(_ entries: [(name: String, text: String)]) {
        let named = entries.map { (name: $0.name, value: TerminalText.plain($0.text)) }
        let margin = (named.map { DisplayWidth.of($0.name) }.max() ?? 0) + 2
        for (name, value) in named {
            let lines = width.map { TerminalText.wrapped(value, to: max($0 - margin, 20)) } ?? [value]
            let blanks = String(repeating: " ", count: margin - DisplayWidth.of(name))
            for (index, line) in lines.enumerated() {
                print((index == 0 ? name + blanks : String(repeating: " ", count: margin)) + line)
            }
        }
    }

    /// A heading between parts, with an empty line before it.
    func heading(zh: String, en: String) {
        let text = text(zh: zh, en: en)
        print("\n" + (isTerminal ? "\u{1B}[1m\(text)\u{1B}[0m" : text))
    }

    // MARK: - Remarks

    /// To standard error: what is said about a result and is no part of it.
    func remark(zh: String, en: String) { Self.complain(text(zh: zh, en: en)) }

    static func complain(_ text: String, terminator: String = "\n") {
        fflush(nil)
        FileHandle.standardError.write(Data((text + terminator).utf8))
    }
}
