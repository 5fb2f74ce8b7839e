import Jobs
import Logging
import Pipeline
import Postgres
import ServiceLifecycle

/// A process that does Fieldwork's own jobs on a database.
enum Workers {
    /// Runs one until no job waits or runs.
    static func drain(_ conninfo: String) async throws {
        let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        var settings = JobSettings(host: "worker-host", programVersion: "0.0.1")
        settings.upkeepInterval = .milliseconds(100)
        settings.pollFloor = .milliseconds(200)
        let configuration = PostgresConfiguration(conninfo)
        let parts = JobParts(
            settings: settings, catalog: .fieldwork(extractor: DocumentExtractor()), database: configuration,
            directDatabase: configuration, handlerThreads: 2, isolation: nil, logger: silent)
        let group = ServiceGroup(configuration: .init(services: parts.services, logger: silent))
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await group.run() }
            try await PostgresConnection.withConnection(configuration, logger: silent) { connection in
                while try await connection.execute(CountUnfinished())[0] > 0 { try await Task.sleep(for: .milliseconds(20)) }
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }
}

private struct CountUnfinished: PostgresStatement {
    static let sql = """
        select count(*) from fieldwork_jobs.jobs where state not in ('completed', 'discarded', 'cancelled')
        """
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}
