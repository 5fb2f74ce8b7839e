package import Postgres

/// How the queues stand, for whoever asks often: read again when the last reading is a quarter of a minute old.
package actor QueueWatch {
    package struct Reading: Sendable {
        package let queues: [QueuePulse]
        /// How full the server's queue of notifications is, 0 to 1.
        package let notifyQueueUse: Double
        private let readAt = ContinuousClock.now

        fileprivate init(queues: [QueuePulse], notifyQueueUse: Double) {
            self.queues = queues
            self.notifyQueueUse = notifyQueueUse
        }

        /// How long ago the queues stood like this.
        package var age: Duration { .now - readAt }
    }

    /// Where counting ends: what an alert needs to know, and no more than some milliseconds.
    package static let countingLimit = 10_000

    private static let lifetime = Duration.seconds(15)

    private let pool: PostgresPool
    private var reading: Reading?
    private var nextAt = ContinuousClock.now

    package init(pool: PostgresPool) { self.pool = pool }

    /// The last reading, however old, when the database does not answer in time: that is when alerts need it. Nil before the
    /// first.
    package func latest() async -> Reading? {
        guard ContinuousClock.now >= nextAt else { return reading }
        nextAt = .now + Self.lifetime
        // Compiling the plan would take longer than all of it.
        var batch = PostgresBatch(
            transaction: PostgresTransactionOptions(
                isReadOnly: true, statementTimeout: .seconds(2), settings: [("jit", "off")]))
        let queues = batch.add(ReadQueuePulses(limit: Self.countingLimit))
        let notifications = batch.add(ReadNotifyQueueUse())
        if let results = try? await pool.run(batch), let queues = try? results[queues],
            let use = try? results[notifications].first
        {
            reading = Reading(queues: queues, notifyQueueUse: use)
        }
        return reading
    }
}

private struct ReadNotifyQueueUse: PostgresStatement {
    static let sql = "select pg_notification_queue_usage()"
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Double { try row.next() }
}
