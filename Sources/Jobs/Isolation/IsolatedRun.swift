import Foundation
import Glibc
package import Logging
package import Postgres

/// The child's side of ``ChildProcessIsolation``: runs the one claim it reads from standard input, here and now, and settles it
/// under its parent's lease. It claims nothing and renews nothing.
package struct IsolatedRun: Sendable {
    /// The exit status of a child that knows what became of the job.
    package static let settled: Int32 = 0
    /// The exit status of a child that could not read or settle its job (EX_TEMPFAIL).
    package static let unsettled: Int32 = 75

    let settings: JobSettings
    let catalog: JobCatalog
    let database: PostgresConfiguration
    let memoryLimit: Int
    let logger: Logger

    /// - Parameter memoryLimit: bytes of address space. A job that needs more brings its process down by a trap, which its
    ///   parent can tell from being killed by the system for memory that somebody else used up.
    package init(
        settings: JobSettings, catalog: JobCatalog, database: PostgresConfiguration, memoryLimit: Int = 4 << 30, logger: Logger
    ) {
        self.settings = settings
        self.catalog = catalog
        self.database = database
        self.memoryLimit = memoryLimit
        self.logger = logger
    }

    /// Runs the job; returns the status to exit with.
    package func run() async -> Int32 {
        guard limit(RLIMIT_AS, to: memoryLimit), limit(RLIMIT_CORE, to: 0),
            let input = try? FileHandle.standardInput.readToEnd(),
            let claim = try? JSONDecoder().decode(IsolatedClaim.self, from: input),
            ParentWatch.begin(parent: claim.parent, status: Self.unsettled),
            let handler = catalog[claim.job.kind]
        else { return Self.unsettled }
        let job = claim.job
        let parts = JobParts(
            settings: settings, catalog: catalog, database: database, directDatabase: database, handlerThreads: 1,
            isolation: nil, logger: logger)
        let runner = AttemptRunner(parts: parts)
        await withDiscardingTaskGroup { group in
            group.addTask { try? await parts.queuePool.run() }
            group.addTask { try? await parts.handlerPool.run() }
            await runner.serve {
                await withCheckedContinuation { over in runner.runHere(job, handler) { over.resume() } }
            }
            await parts.reports.write()
            group.cancelAll()
        }
        return parts.attempts.isInDoubt ? Self.unsettled : Self.settled
    }

    private func limit(_ resource: __rlimit_resource, to value: Int) -> Bool {
        var limits = rlimit(rlim_cur: rlim_t(value), rlim_max: rlim_t(value))
        return setrlimit(__rlimit_resource_t(resource.rawValue), &limits) == 0
    }
}
