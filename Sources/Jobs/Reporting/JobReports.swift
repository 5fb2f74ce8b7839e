import Foundation
import Metrics
import Postgres
import ServiceLifecycle
import Synchronization

/// What the handlers of this process report, gathered and written once a second for all of them together.
package final class JobReports: Service {
    private struct Pending {
        var progress: JobProgress?
        var notes: [JobNote] = []
        var suppressed = 0
    }

    /// The most notes of one job that a second keeps; of the others it is noted how many there were.
    static let notesKept = 20

    private let pool: PostgresPool
    private let interval: Duration
    private let pending = Mutex<[AttemptKey: Pending]>([:])

    init(pool: PostgresPool, interval: Duration = .seconds(1)) {
        self.pool = pool
        self.interval = interval
    }

    func report(_ progress: JobProgress, of attempt: AttemptKey) {
        pending.withLock { $0[attempt, default: Pending()].progress = progress }
    }

    func note(_ note: JobNote, of attempt: AttemptKey) {
        pending.withLock { pending in
            if pending[attempt, default: Pending()].notes.count < Self.notesKept {
                pending[attempt]?.notes.append(note)
            } else {
                pending[attempt]?.suppressed += 1
            }
        }
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: self.interval)) != nil { await self.write() }
        }
        // The handlers have ended by now.
        await Shielded.run { await self.write() }
    }

    /// Writes what was reported since the last time. What cannot be written is lost and counted.
    func write() async {
        let taken = pending.withLock { pending in
            defer { pending = [:] }
            return pending
        }.sorted { $0.key.id < $1.key.id }
        guard !taken.isEmpty else { return }
        let now = ContinuousClock.now
        let progress = taken.compactMap { attempt, pending in pending.progress.map { (attempt: attempt, progress: $0) } }
        let notes = taken.flatMap { attempt, pending in
            var notes = pending.notes
            if pending.suppressed > 0 {
                notes.append(JobNote(code: "log.suppressed", fields: [("notes", pending.suppressed)], at: now))
            }
            return notes.map { (attempt: attempt, note: $0) }
        }
        // Nothing that anybody waits for: it need not wait for the disk.
        var batch = PostgresBatch(transaction: PostgresTransactionOptions(commitsSynchronously: false))
        if !progress.isEmpty { batch.add(WriteProgress(progress: progress)) }
        if !notes.isEmpty { batch.add(WriteNotes(notes: notes, now: now)) }
        do {
            _ = try await pool.run(batch, deadline: interval * 2)
        } catch {
            Counter(label: "fieldwork_job_reports_lost_total").increment(by: progress.count + notes.count)
        }
    }
}
