import ArgumentParser
import Foundation
import Glibc
import UnixSignals

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run scenarios, one after the other.",
        discussion: """
            Exits with 1 when a promise was broken, with 2 when nothing could be run, and with 3 when a fault did not come about \
            or the queue was not empty in time.
            """)

    @Option(help: "Only scenarios whose names begin with one of these, separated by commas.")
    var only: String?
    @Flag(help: "The long form: over 100,000 jobs in all scenarios together.")
    var long = false
    @Option(help: "Seconds of steady load before the fault, and again after it.")
    var seconds: Double?
    @Option(help: "Jobs enqueued in that time; those during the fault come on top.")
    var jobs: Int?
    @Option(help: "Worker processes.")
    var workers: Int?
    @Option(help: "What the mixture of jobs and the moment of a death are drawn from.")
    var seed: UInt64?
    @Flag(help: "One JSON object a scenario.")
    var json = false
    @Flag(help: "Say what scenarios there are.")
    var list = false

    func validate() throws {
        #if !DEBUG
            throw ValidationError("Only the debug build has the points to die at: swift build --product fieldwork-chaos")
        #endif
        guard (seconds ?? 1) > 0, (jobs ?? 1) > 0, (workers ?? 2) >= 2 else {
            throw ValidationError("Seconds and jobs are more than 0, workers 2 at least.")
        }
    }

    func run() async throws {
        let prefixes = only?.split(separator: ",") ?? [""]
        let scenarios = ScenarioCatalog.all.filter { scenario in prefixes.contains { scenario.name.hasPrefix($0) } }
        guard !scenarios.isEmpty else { throw ValidationError("No scenario begins with that; --list says what there is.") }
        if list { return scenarios.forEach { print($0.name) } }
        var plan = long ? Plan.long : Plan.short
        plan.seconds = seconds ?? plan.seconds
        plan.jobs = jobs ?? plan.jobs
        plan.workers = workers ?? plan.workers
        plan.seed = seed ?? .random(in: 0...999_999)
        try await untilSignalled { [plan] in try await run(scenarios, plan) }
    }

    private func run(_ scenarios: [any Scenario], _ plan: Plan) async throws {
        tell("seed \(plan.seed)")
        if !json { print(Report.heading) }
        var reports: [Report] = []
        for scenario in scenarios {
            let report = await Trial(scenario: scenario, plan: plan).run()
            try Task.checkCancellation()
            print(json ? report.json : report.line)
            fflush(nil)
            if let obstacle = report.obstacle { tell("\(report.scenario) skipped: \(obstacle)") }
            for violation in report.violations.prefix(10) { tell("\(report.scenario): \(violation)") }
            if report.violations.count > 10 { tell("\(report.scenario): and \(report.violations.count - 10) more") }
            reports.append(report)
        }
        tell("\(reports.reduce(0) { $0 + $1.jobs }) jobs in \(reports.count { $0.obstacle == nil }) scenarios")
        let rules = Set(reports.flatMap(\.violations).map(\.rule))
        if !rules.subtracting([.trialFailed]).isEmpty { throw ExitCode(1) }
        if !rules.isEmpty { throw ExitCode(3) }
        if reports.allSatisfy({ $0.obstacle != nil }) { throw ExitCode(2) }
    }

    private func tell(_ text: String) { FileHandle.standardError.write(Data("fieldwork-chaos: \(text)\n".utf8)) }

    /// Runs `body` to its end, or cancels it on SIGINT and SIGTERM: what it has started is stopped either way.
    private func untilSignalled(_ body: @escaping @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup { group in
            group.addTask(operation: body)
            group.addTask {
                for await signal in await UnixSignalsSequence(trapping: .sigint, .sigterm) {
                    throw ExitCode(128 + signal.rawValue)
                }
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}
