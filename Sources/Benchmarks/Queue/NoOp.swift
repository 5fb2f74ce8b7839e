import Jobs
import Logging
import Postgres
import ServiceLifecycle

/// A kind whose jobs do nothing: what is measured is the queue.
struct NoOp: JobHandler {
    struct Arguments: Decodable, Sendable {}

    static let kind = JobKind("no_op", backoff: Backoff(base: .milliseconds(200), limit: .milliseconds(200)))

    /// Called when a job begins.
    let begun: @Sendable (ClaimedJob) async throws -> Void

    func run(_ arguments: Arguments, _ context: JobContext) async throws -> Outcome {
        try await begun(context.job)
        return .commit(.none)
    }
}

/// A process of the queue's own, that takes jobs inside the benchmark: no-op ones unless something else is said.
struct NoOpProcess {
    let parts: JobParts

    init(
        _ conninfo: String, concurrency: Int, lease: Duration = .seconds(15),
        begun: @escaping @Sendable (ClaimedJob) async throws -> Void = { _ in }
    ) {
        self.init(conninfo, concurrency: concurrency, lease: lease, handler: NoOp(begun: begun))
    }

    init(_ conninfo: String, concurrency: Int, lease: Duration = .seconds(15), handler: some JobHandler) {
        var settings = JobSettings(host: "benchmark", programVersion: "benchmark")
        settings.concurrency = concurrency
        settings.lease = lease
        let database = PostgresConfiguration(conninfo)
        parts = JobParts(
            settings: settings, catalog: JobCatalog([handler]), database: database, directDatabase: database,
            handlerThreads: 1, isolation: nil, logger: Logger(label: "fieldwork-bench") { _ in SwiftLogNoOpLogHandler() })
    }

    /// Runs it until the body returns.
    func run<R>(isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> R) async throws -> R {
        let silent = Logger(label: "fieldwork-bench") { _ in SwiftLogNoOpLogHandler() }
        let group = ServiceGroup(configuration: .init(services: parts.services, logger: silent))
        let running = Task { try await group.run() }
        do {
            let result = try await body()
            await group.triggerGracefulShutdown()
            try await running.value
            return result
        } catch {
            running.cancel()
            _ = await running.result
            throw error
        }
    }
}
