import Jobs
import Postgres
import Reports
import Storage

/// What `top` shows, read at one moment.
struct TopReading: Sendable {
    let now: PostgresTimestamp
    let queues: [Queue]
    let processes: [ProcessPulse]
    let running: [RunningJob]
    let failures: [FailureLine]

    struct Queue: Sendable {
        let pulse: QueuePulse
        /// Jobs completed a second; nil where that takes too long to find out.
        let rate: Double?
    }

    /// Where counting ends.
    static let countingLimit = 100_000
    /// Over which the rate is taken.
    private static let window = Duration.seconds(5)

    /// Reads without a plan compiled for it: compiling takes longer than all of it.
    static func read(on connection: isolated PostgresConnection) async throws -> TopReading {
        let options = PostgresTransactionOptions(
            isReadOnly: true, statementTimeout: .seconds(10), settings: [("jit", "off")])
        let (now, pulses, processes, running, failures) = try await connection.withTransaction(options) { connection in
            (
                try await connection.execute(ReadClock())[0],
                try await connection.execute(ReadQueuePulses(limit: countingLimit)),
                try await connection.execute(ListProcessPulses()), try await connection.execute(ListLongestRunning(limit: 20)),
                try await connection.execute(CountLatestFailures(limit: 2000))
            )
        }
        let rates = try await rates(on: connection)
        return TopReading(
            now: now, queues: pulses.map { pulse in Queue(pulse: pulse, rate: rates.map { $0[pulse.queue] ?? 0 }) },
            processes: processes, running: running, failures: failures)
    }

    /// Completed jobs a second, by queue; nil where it would take longer than it is worth.
    private static func rates(on connection: isolated PostgresConnection) async throws -> [String: Double]? {
        let options = PostgresTransactionOptions(
            isReadOnly: true, statementTimeout: .milliseconds(500), settings: [("jit", "off")])
        do {
            let counts = try await connection.withTransaction(options) { connection in
                try await connection.execute(CountLatelyCompleted(within: window, limit: countingLimit))
            }
            let seconds = Double(window.components.seconds)
            return Dictionary(uniqueKeysWithValues: counts.map { ($0.queue, Double($0.jobs) / seconds) })
        } catch let error as PostgresError where error.sqlState == .queryCanceled {
            return nil
        }
    }
}

private struct ReadClock: PostgresStatement {
    static let sql = "select clock_timestamp()"
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> PostgresTimestamp { try row.next() }
}

extension TopReading {
    var json: JSONText {
        .object([
            ("at", now.json), ("countingLimit", .integer(Self.countingLimit)),
            (
                "queues",
                .array(
                    queues.map { queue in
                        let pulse = queue.pulse
                        return .object([
                            ("queue", .string(pulse.queue)), ("available", .integer(pulse.available)),
                            ("running", .integer(pulse.running)), ("scheduled", .integer(pulse.scheduled)),
                            ("retryable", .integer(pulse.retryable)), ("discarded", .integer(pulse.discarded)),
                            ("completedPerSecond", .score(queue.rate)), ("oldestReadySeconds", .score(pulse.oldestReady)),
                            ("isPaused", .bool(pulse.isPaused)),
                        ])
                    })
            ),
            (
                "processes",
                .array(
                    processes.map { process in
                        .object([
                            ("host", .string(process.host)), ("pid", .integer(process.pid)),
                            ("version", .string(process.version)), ("leaseLeftSeconds", .score(process.leaseLeft)),
                            ("running", .integer(process.running)), ("queues", .strings(process.queues)),
                        ])
                    })
            ),
            (
                "running",
                .array(
                    running.map { job in
                        .object([
                            ("id", .integer(job.id)), ("kind", .string(job.kind)), ("queue", .string(job.queue)),
                            ("study", .string(job.study)), ("seconds", .score(job.seconds)), ("attempt", .integer(job.attempt)),
                            ("host", .string(job.host)),
                        ])
                    })
            ),
            (
                "failures",
                .array(
                    failures.map { failure in
                        .object([
                            ("kind", .string(failure.kind)), ("reason", .string(failure.reason)),
                            ("failed", .integer(failure.failed)), ("discarded", .integer(failure.discarded)),
                            ("last", failure.last.json),
                        ])
                    })
            ),
        ])
    }
}
