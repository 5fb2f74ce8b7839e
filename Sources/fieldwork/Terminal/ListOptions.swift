import ArgumentParser

/// How a list or a story is put out.
struct JSONOptions: ParsableArguments, Sendable {
    @Flag(help: "Print one JSON document instead of a table.")
    var json = false
}

/// How much of a long list is put out.
struct LimitOptions: ParsableArguments, Sendable {
    @Option(help: ArgumentHelp("Show at most this many.", valueName: "count"))
    var limit = 100

    mutating func validate() throws {
        guard (1...1_000_000).contains(limit) else { throw ValidationError("--limit is a number from 1 to 1000000.") }
    }
}

extension LimitOptions {
    /// The first ``limit`` of a list that was asked for one more, with a remark where there are more.
    func cut<Line>(_ lines: [Line], _ output: Output) -> [Line] {
        guard lines.count > limit else { return lines }
        output.remark(
            zh: "只顯示前 \(limit) 筆；以 --limit 指定更多。", en: "Only the first \(limit) are shown; --limit shows more.")
        return Array(lines.prefix(limit))
    }
}
