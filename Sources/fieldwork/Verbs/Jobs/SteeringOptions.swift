import ArgumentParser
import Postgres
import Reports
import SourceFiles
import Storage

/// Does something to every job that a filter matches: shows which, asks, does it.
struct SteeringOptions: ParsableArguments, Sendable {
    @OptionGroup var selection: JobSelection

    @Option(help: ArgumentHelp("At most this many, the oldest ids first.", valueName: "count"))
    var limit: Int?

    @Flag(help: "Only show which jobs it would be done to.")
    var dryRun = false

    @OptionGroup var confirmation: Confirmation
    @OptionGroup var format: JSONOptions

    mutating func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit is a number from 1.") }
    }

    /// Whether anything says which jobs.
    var isEmpty: Bool { selection.isEmpty && limit == nil }

    func perform(
        _ action: JobSteering.Action, states: [JobState], on connection: PostgresConnection, _ output: Output
    ) async throws {
        if let wrong = states.first(where: { !action.states.contains($0.rawValue) }) {
            let possible = action.states.joined(separator: ", ")
            throw Failure(
                .usage, zh: "狀態「\(wrong.rawValue)」的工作無法執行此動作；可用的狀態：\(possible)。",
                en: "this cannot be done to jobs that are \(wrong.rawValue); it can to: \(possible).")
        }
        let filter = try await selection.filter(states: states, limit: limit, on: connection)
        let steering = JobSteering(action, filter)
        let preview = try await connection.preview(steering)
        if !format.json { preview.show(action, output) }
        if preview.awaited > 0 {
            output.remark(
                zh: "另有 \(preview.awaited) 件正在處理尚未編碼的文件，不會取消；請用 `fieldwork documents cancel`。",
                en: """
                    Left alone, for their documents are not coded yet: \(preview.awaited). Use `fieldwork documents cancel`.
                    """)
        }
        if dryRun || preview.count == 0 {
            if format.json { output.json(preview.json(done: nil)) }
            return
        }
        let announcement = action.announcement(preview.count)
        try confirmation.ask(zh: announcement.zh, en: announcement.en, output)
        var done = 0
        for portion in preview.portions { done += try await connection.steer(portion, steering) }
        if format.json { return output.json(preview.json(done: done)) }
        let skipped = preview.count - done
        output.line(action.report(done)[output.language])
        if skipped > 0 {
            output.line(
                zh: "略過 \(skipped) 件：期間狀態已變，或正由他人處理。",
                en: "Left alone, for they changed meanwhile or somebody held them: \(skipped).")
        }
    }
}

extension JobSteering.Action {
    func announcement(_ jobs: Int) -> LocalizedText {
        switch self {
        case .retry: LocalizedText(zh: "將重新排入 \(jobs) 件工作。", en: "Jobs to put back in line: \(jobs).")
        case .cancel: LocalizedText(zh: "將取消 \(jobs) 件工作。", en: "Jobs to cancel: \(jobs).")
        }
    }

    func report(_ jobs: Int) -> LocalizedText {
        switch self {
        case .retry: LocalizedText(zh: "已重新排入 \(jobs) 件工作。", en: "Back in line: \(jobs).")
        case .cancel: LocalizedText(zh: "\(jobs) 件工作已取消或正在停止。", en: "Cancelled, or stopping: \(jobs).")
        }
    }
}

extension JobPreview {
    /// More groups than this are summed up.
    private static let shownGroups = 15

    fileprivate func show(_ action: JobSteering.Action, _ output: Output) {
        guard count > 0 else { return output.line(zh: "沒有符合的工作。", en: "No job matches.") }
        output.table(
            [
                .init("佇列", "Queue", overflow: .truncate), .init("種類", "Kind", overflow: .truncate), .init("狀態", "State"),
                .init("原因", "Reason", overflow: .wrap), .init("工作", "Jobs", .right),
            ],
            groups.prefix(Self.shownGroups).map { group in
                [
                    group.queue, group.kind, JobState.name(of: group.state, in: output.language), group.reason ?? "",
                    "\(group.jobs)",
                ]
            })
        let rest = groups.dropFirst(Self.shownGroups)
        if !rest.isEmpty {
            let jobs = rest.reduce(0) { $0 + $1.jobs }
            output.line(zh: "以及另外 \(rest.count) 組，共 \(jobs) 件。", en: "And \(jobs) more in \(rest.count) other groups.")
        }
        output.line()
        let ids = firstIDs.map(String.init).joined(separator: " ") + (count > firstIDs.count ? " …" : "")
        output.fields([
            ("合計", "Total", "\(count)"), ("編號", "Ids", ids), ("最早", "Oldest", oldest?.local), ("最近", "Newest", newest?.local),
        ])
    }

    /// - Parameter done: nil where nothing was to be done.
    fileprivate func json(done: Int?) -> JSONText {
        .object([
            ("jobs", .integer(count)), ("firstIds", .array(firstIDs.map { .integer($0) })), ("oldest", .time(oldest)),
            ("newest", .time(newest)), ("awaitedByDocuments", .integer(awaited)), ("done", .integer(done)),
            ("skipped", .integer(done.map { count - $0 })),
            (
                "groups",
                .array(
                    groups.map { group in
                        .object([
                            ("queue", .string(group.queue)), ("kind", .string(group.kind)), ("state", .string(group.state)),
                            ("reason", .string(group.reason)), ("jobs", .integer(group.jobs)),
                            ("oldest", .time(group.oldest)), ("newest", .time(group.newest)),
                        ])
                    })
            ),
        ])
    }
}
