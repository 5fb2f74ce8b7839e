import Reports
import Schema
import Storage

/// What ``Status`` shows.
struct Situation {
    let schema: SchemaStatus
    let processes: [ProcessLine]
    let depths: [DepthLine]
    let standings: [StandingLine]
    let failures: [FailureLine]

    var version: Int? {
        if case .current(let version) = schema { version } else { nil }
    }

    func print(_ output: Output) {
        let version = version.map(String.init) ?? "–"
        output.line(zh: "資料庫結構：第 \(version) 版", en: "Schema: version \(version)")

        output.heading(zh: "程序", en: "Processes")
        if processes.isEmpty {
            output.line(
                zh: "沒有任何 fieldworkd 在執行；工作會等待。", en: "No fieldworkd is running; jobs wait until one is started.")
        } else {
            output.table(
                [
                    .init("主機", "Host", overflow: .truncate), .init("PID", "PID", .right), .init("版本", "Version"),
                    .init("佇列", "Queues", overflow: .wrap), .init("啟動", "Started"), .init("執行中", "Running", .right),
                    .init("狀態", "State"),
                ],
                processes.map { process in
                    [
                        process.host, "\(process.pid)", process.version, process.queues.joined(separator: " "),
                        process.startedAt.local, "\(process.running)",
                        process.isAlive ? output.text(zh: "正常", en: "alive") : output.text(zh: "失聯", en: "lost"),
                    ]
                })
        }

        output.heading(zh: "未完成的工作", en: "Unfinished jobs")
        if depths.isEmpty {
            output.line(zh: "沒有。", en: "None.")
        } else {
            output.table(
                [
                    .init("佇列", "Queue"), .init("種類", "Kind"), .init("待執行", "Ready", .right),
                    .init("執行中", "Running", .right), .init("排定", "Scheduled", .right), .init("重試", "Retrying", .right),
                    .init("最早", "Ready since"),
                ],
                depths.map { depth in
                    [
                        depth.queue, depth.kind, "\(depth.available)", "\(depth.running)", "\(depth.scheduled)",
                        "\(depth.retryable)", depth.waitingSince?.local ?? "",
                    ]
                })
        }

        output.heading(zh: "文件", en: "Documents")
        if standings.isEmpty {
            output.line(zh: "沒有研究。", en: "No studies.")
        } else {
            output.table(
                [
                    .init("研究", "Study"), .init("已收", "Received", .right), .init("已讀", "Processed", .right),
                    .init("已編碼", "Coded", .right), .init("退回", "Refused", .right),
                    .init("失敗", "Failed", .right), .init("取消", "Cancelled", .right),
                ],
                standings.map { standing in
                    [
                        standing.study, "\(standing.received)", "\(standing.processed)", "\(standing.coded)",
                        "\(standing.refused)", "\(standing.failed)", "\(standing.cancelled)",
                    ]
                })
        }

        output.heading(zh: "最近一小時的失敗", en: "Failures of the last hour")
        if failures.isEmpty {
            output.line(zh: "沒有。", en: "None.")
        } else {
            output.table(
                [
                    .init("種類", "Kind"), .init("原因", "Reason", overflow: .wrap), .init("失敗", "Failed", .right),
                    .init("放棄", "Discarded", .right), .init("最近", "Last"),
                ],
                failures.map { [$0.kind, $0.reason, "\($0.failed)", "\($0.discarded)", $0.last.local] })
        }
    }
}
