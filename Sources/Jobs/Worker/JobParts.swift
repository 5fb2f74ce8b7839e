package import Logging
package import Postgres
package import ServiceLifecycle

/// What the services of a process share, and those services in the order in which they depend on each other.
package struct JobParts: Sendable {
    package let settings: JobSettings
    package let catalog: JobCatalog
    /// Claims and settlements.
    package let queuePool: PostgresPool
    /// What handlers read from.
    package let handlerPool: PostgresPool
    /// The lease's own connection: it waits for nobody.
    package let leasePool: PostgresPool
    package let attempts = RunningAttempts()
    package let progress: Progress
    package let bells: Bells
    package let events: JobEvents
    package let lease: LeaseKeeper
    package let doorbell: Doorbell
    /// What handlers say of their jobs while they run.
    let reports: JobReports
    let timelines = Timelines()
    let permits: PermitKeeper
    package let executor: HandlerExecutor
    /// Runs suspected jobs alone; nil where there is nothing to run them with, and they wait.
    package let isolation: (any JobIsolation)?
    /// Called when the process has to end and handlers do not: their jobs have been given back, and it is left to the process
    /// to end them by ending itself.
    package let onStuckHandlers: @Sendable () -> Void

    package init(
        settings: JobSettings, catalog: JobCatalog, database: PostgresConfiguration, directDatabase: PostgresConfiguration,
        handlerThreads: Int, isolation: (any JobIsolation)?, logger: Logger, onStuckHandlers: @escaping @Sendable () -> Void = {}
    ) {
        self.settings = settings
        self.catalog = catalog
        self.isolation = isolation
        self.onStuckHandlers = onStuckHandlers
        // What the queue itself asks is answered well within a lease or not at all.
        let limit = settings.lease / 3
        var prompt = database
        prompt.roundTripTimeout = min(prompt.roundTripTimeout, limit)
        prompt.connectTimeout = min(prompt.connectTimeout, limit)
        queuePool = PostgresPool(prompt, size: 4, logger: logger, acquireTimeout: limit)
        leasePool = PostgresPool(prompt, size: 1, logger: logger, acquireTimeout: limit)
        handlerPool = PostgresPool(database, size: max(2, handlerThreads), logger: logger)
        permits = PermitKeeper(pool: queuePool, deadline: limit, patience: settings.pollFloor)
        progress = Progress(queues: settings.queues)
        bells = Bells(queues: settings.queues)
        events = JobEvents(logger: logger)
        executor = HandlerExecutor(threads: handlerThreads)
        reports = JobReports(pool: queuePool)
        lease = LeaseKeeper(
            settings: settings, kinds: catalog.kinds, pool: leasePool, timelines: timelines, attempts: attempts,
            progress: progress, bells: bells, events: events)
        doorbell = Doorbell(
            configuration: directDatabase, pool: queuePool, bells: bells, logger: logger, events: events)
    }

    var settler: Settler { Settler(pool: queuePool, lease: settings.lease) }

    /// In dependency order; they are to be stopped in reverse.
    package var services: [any Service] {
        [
            PoolService(pool: queuePool), PoolService(pool: handlerPool), PoolService(pool: leasePool), lease, doorbell,
            Maintenance(
                settings: settings, pool: queuePool, timelines: timelines, lease: lease, attempts: attempts, bells: bells,
                permits: permits, events: events),
            reports, Workers(parts: self),
        ]
    }
}

/// A pool kept going for as long as anything above it runs.
package struct PoolService: Service {
    let pool: PostgresPool

    package init(pool: PostgresPool) { self.pool = pool }

    package func run() async throws {
        try await cancelWhenGracefulShutdown { try await pool.run() }
    }
}
