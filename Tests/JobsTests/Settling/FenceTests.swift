import Foundation
@testable import Jobs
import Postgres
import Testing

/// Invariant 1: a stale attempt writes nothing at all.
@Suite struct FenceTests {
    /// Each way in which an attempt can end.
    enum Settlement: CaseIterable, Sendable {
        case commit, complete, fail, giveUp, snooze, release

        /// True when the attempt was told that it wrote something.
        func write(_ job: ClaimedJob, _ queue: QueueHarness) async throws -> Bool {
            switch self {
            case .commit:
                let effect = queue.effect(of: job, followUps: [NewJob(kind: Scripted.kind, arguments: "{}")])
                return try await queue.settler.commit(effect, for: job.key) == .done
            case .complete: return try await !queue.settler.complete([job.key]).isEmpty
            case .fail:
                let failure = FailAttempt(attempt: job.key, reason: "test", isPermanent: false, delay: .zero)
                return try await queue.settler.fail(failure, alongside: PostgresBatch()) != nil
            case .giveUp:
                let failure = FailAttempt(attempt: job.key, reason: "test", isPermanent: true, delay: .zero)
                return try await queue.settler.fail(failure, alongside: queue.effect(of: job).statements) != nil
            case .snooze: return try await queue.settler.snooze(job.key, for: .zero) != nil
            case .release: return try await queue.settler.release([job.key]) != 0
            }
        }
    }

    @Test func aZombieWritesNothingWhileItsSuccessorRuns() async throws {
        try await QueueHarness.run { queue in
            for settlement in Settlement.allCases {
                let lost = try await queue.loseJob()
                let successor = try await queue.claim(for: try await queue.begin())
                #expect(successor.map(\.id) == [lost.id])
                let before = try await queue.everything()
                #expect(try await settlement.write(lost, queue) == false, "\(settlement)")
                #expect(try await queue.everything() == before, "\(settlement)")
                // The successor is none the worse.
                #expect(try await settlement.write(successor[0], queue), "\(settlement)")
                try await queue.run("delete from fieldwork_jobs.jobs")
            }
        }
    }

    @Test func aZombieWritesNothingWhileItsJobWaits() async throws {
        try await QueueHarness.run { queue in
            for settlement in Settlement.allCases {
                let lost = try await queue.loseJob()
                let before = try await queue.everything()
                // Asking what became of a release finds the job back in line, which is what was wanted; it writes nothing.
                _ = try await settlement.write(lost, queue)
                #expect(try await queue.everything() == before, "\(settlement)")
                try await queue.run("delete from fieldwork_jobs.jobs")
            }
        }
    }

    /// The same process, the same job, the same attempt number: only the token tells the two apart.
    @Test func anEarlierAttemptOfTheSameProcessWritesNothing() async throws {
        try await QueueHarness.run { queue in
            let process = try await queue.begin()
            for settlement in Settlement.allCases {
                try await queue.enqueue(Scripted.kind)
                let first = try await queue.claim(for: process)[0]
                #expect(try await queue.settler.release([first.key]) == 1)
                let second = try await queue.claim(for: process)[0]
                #expect(second.attempt == first.attempt)
                #expect(second.token != first.token)
                let before = try await queue.everything()
                #expect(try await settlement.write(first, queue) == false, "\(settlement)")
                #expect(try await queue.everything() == before, "\(settlement)")
                try await queue.run("delete from fieldwork_jobs.jobs")
            }
        }
    }

    @Test func aSettledAttemptCannotSettleAgain() async throws {
        try await QueueHarness.run { queue in
            try await queue.enqueue(Scripted.kind)
            let job = try await queue.claim(for: try await queue.begin())[0]
            #expect(try await queue.settler.commit(queue.effect(of: job), for: job.key) == .done)
            let before = try await queue.everything()
            for settlement in Settlement.allCases { _ = try await settlement.write(job, queue) }
            #expect(try await queue.everything() == before)
        }
    }

    @Test func tokensAreDrawnAtRandomAndNotCounted() async throws {
        try await QueueHarness.run { queue in
            try await queue.run(
                "insert into fieldwork_jobs.jobs (queue, kind) select 'default', 'scripted' from generate_series(1, 50)")
            let jobs = try await queue.claim([Scripted.kind], 50, for: try await queue.begin())
            #expect(Set(jobs.map(\.token)).count == 50)
            // Version 4: random.
            #expect(jobs.allSatisfy { $0.token.uuid.6 >> 4 == 4 })
        }
    }
}

extension QueueHarness {
    /// A job that was taken away from the attempt at it, which does not know.
    fileprivate func loseJob() async throws -> ClaimedJob {
        try await enqueue(Scripted.kind)
        let zombie = try await begin()
        let lost = try await claim(for: zombie)[0]
        try await expire(zombie)
        try await recover()
        return lost
    }
}
