import Jobs
import Logging
import Pipeline
import Postgres
import ServiceLifecycle
import TestSupport

/// A database and a process that runs Fieldwork's own kinds of jobs on it.
struct PipelineHarness: Sendable {
    let database: TestDatabase

    static func run(_ body: (PipelineHarness) async throws -> Void) async throws {
        try await withTestDatabase { database in try await body(PipelineHarness(database: database)) }
    }

    func connect<R: Sendable>(_ body: @Sendable (isolated PostgresConnection) async throws -> R) async throws -> R {
        try await PostgresConnection.withConnection(PostgresConfiguration(database.conninfo), logger: Logger(label: "test"), body)
    }

    @discardableResult
    func execute<S: PostgresStatement>(_ statement: S) async throws -> [S.Row] {
        try await connect { try await $0.execute(statement) }
    }

    /// The database as a daemon's login reaches it: a member of `fieldwork_worker` and nothing more.
    func workerConninfo() async throws -> String {
        try await database.withConnection { connection in
            try await connection.executeScript(
                """
                do $$ begin
                    create role pipeline_worker login in role fieldwork_worker;
                exception when duplicate_object or unique_violation then null;
                end $$
                """)
        }
        return database.conninfo(user: "pipeline_worker")
    }

    /// Runs a process until no job waits or runs.
    func drain(extractor: DocumentExtractor = DocumentExtractor()) async throws {
        var settings = JobSettings(host: "test", programVersion: "test")
        settings.upkeepInterval = .milliseconds(100)
        settings.pollFloor = .milliseconds(200)
        let configuration = PostgresConfiguration(try await workerConninfo())
        let parts = JobParts(
            settings: settings, catalog: .fieldwork(extractor: extractor), database: configuration,
            directDatabase: configuration, handlerThreads: 2, isolation: nil,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let group = ServiceGroup(
            configuration: .init(services: parts.services, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await group.run() }
            try await connect { connection in
                while try await connection.execute(CountUnfinished())[0] > 0 { try await Task.sleep(for: .milliseconds(20)) }
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }
}

struct CountUnfinished: PostgresStatement {
    static let sql = """
        select count(*) from fieldwork_jobs.jobs where state not in ('completed', 'discarded', 'cancelled')
        """
    func bind(to parameters: inout PostgresParameters) {}
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}
