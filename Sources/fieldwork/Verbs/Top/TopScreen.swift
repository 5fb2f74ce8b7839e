import Jobs
import Postgres
import Reports
import SourceFiles
import Storage

/// `top` as text: as many rows of each part as fit the height, and no line wider than the width.
struct TopScreen {
    let language: Language
    /// Nil where nothing is cut.
    let width: Int?
    let height: Int?
    let isTerminal: Bool

    private struct Part {
        let columns: [Output.Column]
        let rows: [[String]]
    }

    func lines(_ reading: TopReading) -> [String] {
        let all = [queues(reading), processes(reading), running(reading), failures(reading)].filter { !$0.rows.isEmpty }
        // A part's title and rule, the empty line before it, and a row at least.
        let parts = all.prefix(max(((height ?? .max) - 1) / 4, 0))
        let shown = share((height ?? .max) - 1 - 3 * parts.count, among: parts.map(\.rows.count))
        var lines = [headline(reading)]
        for (part, count) in zip(parts, shown) where count > 0 {
            lines.append("")
            let rows = part.rows.prefix(count)
            // A column without a value is left out, as in every table.
            let used = part.columns.indices.filter { column in rows.contains { !$0[column].isEmpty } }
            let cut = count < part.rows.count ? " (\(count)/\(part.rows.count))" : ""
            let table = TerminalTable(
                columns: used.map { index in
                    let column = part.columns[index]
                    return .init(
                        language.text(zh: column.zh, en: column.en) + (index == 0 ? cut : ""), column.alignment,
                        overflow: column.overflow)
                },
                rows: rows.map { row in used.map { row[$0] } })
            let text = table.text(width: width ?? .max).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            // A terminal narrower than the figures takes what of a line it has room for.
            let fitted = text.map { TerminalText.truncated(String($0), to: width ?? .max) }
            lines.append(isTerminal ? "\u{1B}[1m\(fitted[0])\u{1B}[0m" : fitted[0])
            lines += fitted.dropFirst()
        }
        return height.map { Array(lines.prefix($0)) } ?? lines
    }

    /// A row to each part in turn, until there are no more lines or no more rows.
    private func share(_ available: Int, among wanted: [Int]) -> [Int] {
        var shown = wanted.map { _ in 0 }
        var left = max(available, 0)
        while left > 0, let next = wanted.indices.filter({ shown[$0] < wanted[$0] }).min(by: { shown[$0] < shown[$1] }) {
            shown[next] += 1
            left -= 1
        }
        return shown
    }

    // MARK: Parts

    private func headline(_ reading: TopReading) -> String {
        let pulses = reading.queues.map(\.pulse)
        let ready = count(pulses.map(\.available).max() ?? 0, of: pulses.reduce(0) { $0 + min($1.available, Self.limit) })
        let running = pulses.reduce(0) { $0 + $1.running }
        let rate = reading.queues.contains { $0.rate == nil } ? nil : reading.queues.reduce(0) { $0 + ($1.rate ?? 0) }
        let alive = reading.processes.count { $0.leaseLeft > 0 }
        let text = language.text(
            zh: """
                \(reading.now.local)  程序 \(alive)  待執行 \(ready)  執行中 \(running)  每秒完成 \(self.rate(rate))
                """,
            en: """
                \(reading.now.local)  processes \(alive)  ready \(ready)  running \(running)  done/s \(self.rate(rate))
                """)
        return TerminalText.truncated(text, to: width ?? .max)
    }

    private func queues(_ reading: TopReading) -> Part {
        Part(
            columns: [
                .init("佇列", "Queue", overflow: .truncate), .init("待執行", "Ready", .right), .init("執行中", "Running", .right),
                .init("排定", "Later", .right), .init("重試", "Retry", .right), .init("放棄", "Dead", .right),
                .init("完成/秒", "Done/s", .right), .init("最久", "Oldest", .right), .init("狀態", "State"),
            ],
            rows: reading.queues.map { queue in
                let pulse = queue.pulse
                return [
                    pulse.queue, count(pulse.available), count(pulse.running), count(pulse.scheduled), count(pulse.retryable),
                    count(pulse.discarded), rate(queue.rate), pulse.oldestReady.map { Self.age($0) } ?? "",
                    pulse.isPaused ? language.text(zh: "暫停", en: "paused") : "",
                ]
            })
    }

    private func processes(_ reading: TopReading) -> Part {
        Part(
            columns: [
                .init("程序", "Process", overflow: .truncate), .init("PID", "PID", .right), .init("版本", "Version"),
                .init("租約", "Lease", .right), .init("執行中", "Running", .right), .init("佇列", "Queues", overflow: .truncate),
            ],
            rows: reading.processes.map { process in
                [
                    process.host, "\(process.pid)", process.version,
                    process.leaseLeft > 0 ? Self.age(process.leaseLeft) : language.text(zh: "失聯", en: "lost"),
                    "\(process.running)", process.queues.joined(separator: " "),
                ]
            })
    }

    private func running(_ reading: TopReading) -> Part {
        Part(
            columns: [
                .init("執行最久", "Running longest", .right), .init("種類", "Kind", overflow: .truncate),
                .init("佇列", "Queue", overflow: .truncate), .init("研究", "Study", overflow: .truncate),
                .init("次", "Try", .right), .init("已執行", "For", .right), .init("主機", "Host", overflow: .truncate),
            ],
            rows: reading.running.map { job in
                [
                    "\(job.id)", job.kind, job.queue, job.study ?? "", "\(job.attempt)", Self.age(job.seconds), job.host ?? "",
                ]
            })
    }

    private func failures(_ reading: TopReading) -> Part {
        Part(
            columns: [
                .init("15 分鐘內的失敗", "Failed in 15 min", overflow: .truncate), .init("種類", "Kind", overflow: .truncate),
                .init("失敗", "Failed", .right), .init("放棄", "Dead", .right), .init("最近", "Last"),
            ],
            rows: reading.failures.map { failure in
                [failure.reason, failure.kind, "\(failure.failed)", "\(failure.discarded)", failure.last.local]
            })
    }

    // MARK: Figures

    private static let limit = Int64(TopReading.countingLimit)

    /// `100,000+` beyond the limit.
    private func count(_ jobs: Int64) -> String { count(jobs, of: min(jobs, Self.limit)) }

    private func count(_ largest: Int64, of sum: Int64) -> String {
        var digits = String(sum)
        var end = digits.endIndex
        while let cut = digits.index(end, offsetBy: -3, limitedBy: digits.startIndex), cut > digits.startIndex {
            digits.insert(",", at: cut)
            end = cut
        }
        return largest > Self.limit ? digits + "+" : digits
    }

    private func rate(_ rate: Double?) -> String {
        guard let rate else { return "–" }
        let tenths = Int((rate * 10).rounded())
        return rate >= 10 || tenths.isMultiple(of: 10) ? "\(Int(rate.rounded()))" : "\(tenths / 10).\(tenths % 10)"
    }

    /// `12s`, `3m20s`, `2h05m`, `3d04h`.
    static func age(_ seconds: Double) -> String {
        let seconds = Int(min(max(seconds, 0), 1e12))
        func pair(_ unit: Int, _ name: String, _ part: Int, _ partName: String) -> String {
            let rest = seconds % unit / part
            return "\(seconds / unit)\(name)\(rest < 10 ? "0" : "")\(rest)\(partName)"
        }
        switch seconds {
        case ..<60: return "\(seconds)s"
        case ..<3600: return pair(60, "m", 1, "s")
        case ..<86_400: return pair(3600, "h", 60, "m")
        default: return pair(86_400, "d", 3600, "h")
        }
    }
}
