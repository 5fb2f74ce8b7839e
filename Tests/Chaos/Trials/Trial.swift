import EmbeddedPostgres
import Foundation
import Glibc
import Logging
import Postgres
import Schema

/// One scenario from an empty database to the verdict: steady load, the fault, steady load again, until nothing is left.
struct Trial: Sendable {
    let scenario: any Scenario
    let plan: Plan

    func run() async -> Report {
        var report = Report(scenario: scenario.name)
        if let obstacle = await scenario.obstacle() {
            report.obstacle = obstacle
            return report
        }
        do {
            report = try await scenario.withGround(plan) { try await run(on: $0) }
        } catch {
            report.violations.append(Violation(.trialFailed, "\(error)"))
        }
        return report
    }

    private func run(on ground: Ground) async throws -> Report {
        try await prepare(ground)
        return try await withPool(ground.clients, size: 16) { pool in
            try await Crew.with(plan, launch: ground.launch) { crew in
                let stage = Stage(plan: plan, crew: crew, server: ground.server, pool: pool)
                return try await run(ground, stage, Load(pool: pool, plan: plan))
            }
        }
    }

    private func run(_ ground: Ground, _ stage: Stage, _ load: Load) async throws -> Report {
        var report = Report(scenario: scenario.name)
        for _ in 1...plan.workers { try await stage.crew.hire() }
        try await stage.untilClaiming(plan.workers)
        async let loading: Void = load.run()
        // The first jobs meet cold caches.
        try await Task.sleep(for: .seconds(0.5))
        let began = Date().timeIntervalSince1970
        try await Task.sleep(for: .seconds(plan.seconds))
        let struck = Date().timeIntervalSince1970
        do {
            try await ground.fault(stage)
        } catch {
            report.violations.append(Violation(.trialFailed, "\(error)"))
        }
        let healed = Date().timeIntervalSince1970
        try await Task.sleep(for: .seconds(plan.seconds))
        load.stop()
        await loading
        do {
            try await stage.wait(for: "an empty queue") { try await stage.pool.execute(CountUnfinished()) == [0] }
            for worker in try await stage.crew.dismiss() {
                report.violations.append(Violation(.trialFailed, "worker \(worker.number) ended with \(worker.end!)"))
            }
        } catch {
            report.violations.append(Violation(.trialFailed, "\(error)"))
        }
        var history = try await History.read(from: stage.pool)
        history.acknowledged = load.acknowledged
        history.log = try log(of: stage.crew)
        let checker = HistoryChecker(expectations: KindCatalog.expectations, toleratesLoss: scenario.losesAcknowledged)
        report.violations += checker.violations(in: history)
        report.jobs = history.jobs.count
        report.lost = checker.loss(in: history)
        report.recovered = history.events.count { $0.event == "recovered" }
        report.faultSeconds = healed - struck
        report.rate = Figures.rate(of: history, from: began, to: struck)
        report.rateBackAfter = Figures.rateBack(in: history, before: report.rate, healed: healed)
        report.recoveryAfterLease = Figures.recovery(in: history)
        if plan.judgesTimes { report.violations += slowness(report) }
        return report
    }

    private func slowness(_ report: Report) -> [Violation] {
        var violations: [Violation] = []
        if report.rateBackAfter.map({ $0 > 5 }) ?? true {
            violations.append(Violation(.tooSlow, "the rate before the fault is not back within 5 s"))
        }
        if scenario.killsWorkers, let recovery = report.recoveryAfterLease, recovery > 1 {
            violations.append(Violation(.tooSlow, "a job was recovered \(recovery) s after its lease"))
        }
        return violations
    }

    /// A database with the schema of this program and what the harness adds.
    private func prepare(_ ground: Ground) async throws {
        try await connect(ground.server.conninfo()) { try await $0.executeScript("create database \(Ground.database)") }
        try await connect(ground.server.conninfo(database: Ground.database)) { connection in
            _ = try await Migrator().migrate(connection)
            try await connection.executeScript(ChaosSchema.sql(tablespace: ground.tablespace))
        }
        guard let standbys = ground.synchronousStandbys else { return }
        try await connect(ground.server.conninfo()) { connection in
            try await connection.executeScript("alter system set synchronous_standby_names = '\(standbys)'")
            try await connection.executeScript("select pg_reload_conf()")
        }
    }

    private func connect(
        _ conninfo: String, _ body: @Sendable (isolated PostgresConnection) async throws -> Void
    ) async throws {
        try await PostgresConnection.withConnection(PostgresConfiguration(conninfo), logger: .silent, body)
    }

    private func withPool<R: Sendable>(
        _ conninfo: String, size: Int, _ body: (PostgresPool) async throws -> R
    ) async throws -> R {
        var configuration = PostgresConfiguration(conninfo)
        configuration.connectTimeout = .seconds(2)
        let pool = PostgresPool(configuration, size: size, logger: .silent, acquireTimeout: .seconds(3))
        return try await withThrowingTaskGroup { group in
            group.addTask { try await pool.run() }
            defer { group.cancelAll() }
            return try await body(pool)
        }
    }

    private func log(of crew: Crew) throws -> [History.LogLine] {
        try crew.workers.flatMap { worker in
            try LogFile.read(worker.log).compactMap { line in
                line.cause.map { History.LogLine(process: worker.number, cause: $0, at: line.at) }
            }
        }
    }
}
