@testable import Chaos
import Foundation
import Testing

/// What the checker must see: histories that are good but for one thing.
@Suite struct HistoryCheckerTests {
    @Test func aGoodHistoryIsGood() {
        #expect(violations(in: .good) == [])
    }

    @Test func anAcknowledgedJobThatIsGoneIsLostUnlessThatIsWhatIsMeasured() {
        var history = History.good
        history.acknowledged.append(99)
        #expect(violations(in: history) == [.lost])
        let tolerant = HistoryChecker(expectations: Self.expectations, toleratesLoss: true)
        #expect(tolerant.violations(in: history) == [])
        #expect(tolerant.loss(in: history) == 1)
        history.intents = []
        #expect(tolerant.violations(in: history) == [])
    }

    @Test(arguments: ["available", "scheduled", "running", "retryable"])
    func aJobThatHasNotEndedIsLost(_ state: String) {
        var history = History.good
        history.jobs.append(.init(id: 9, kind: "plain", state: state, attempt: 1))
        #expect(violations(in: history) == [.lost])
    }

    @Test(arguments: ["discarded", "cancelled"])
    func aJobThatEndsAsItsKindNeverAsksForIsSeen(_ state: String) {
        var history = History.good
        history.jobs[0].state = state
        history.effects.removeFirst()
        #expect(violations(in: history).contains(.wrongEnd))
    }

    @Test func anEffectTwiceIsSeen() {
        var history = History.good
        history.effects.append(history.effects[0])
        #expect(violations(in: history) == [.effectNotOnce])
    }

    @Test func aMissingEffectIsSeen() {
        var history = History.good
        history.effects.removeFirst()
        #expect(violations(in: history) == [.effectNotOnce])
    }

    @Test func anEffectOfAJobThatWritesNoneIsSeen() {
        var history = History.good
        history.effects.append(.init(job: 2, token: history.jobs[1].token!))
        #expect(violations(in: history) == [.effectNotOnce])
    }

    @Test func anEffectOfAJobThatIsGoneIsSeen() {
        var history = History.good
        history.effects.append(.init(job: 77, token: UUID()))
        #expect(violations(in: history) == [.effectNotOnce])
    }

    @Test func anEffectOfAStaleTokenIsSeenAlthoughThereIsOnlyOne() {
        var history = History.good
        history.effects[0].token = UUID()
        #expect(violations(in: history) == [.staleEffect])
    }

    @Test func aCompletionBeforeTheAttemptAskedForItIsSeen() {
        var history = History.good
        history.jobs[1].finishedAt = 9
        #expect(violations(in: history) == [.staleSettlement])
    }

    @Test func aCompletionByATokenThatNeverAskedForItIsSeen() {
        var history = History.good
        history.jobs[1].token = UUID()
        #expect(violations(in: history) == [.staleSettlement])
    }

    @Test func aFailureThatTheHolderDidNotAskForIsSeen() {
        var history = History.good
        history.events[0].incarnation = UUID()
        #expect(violations(in: history) == [.staleSettlement])
        history = .good
        history.events[0].at = 1
        #expect(violations(in: history) == [.staleSettlement])
    }

    @Test func followUpsAreThereOnce() {
        var history = History.good
        history.jobs.removeAll { $0.id == 5 }
        history.effects.removeAll { $0.job == 5 }
        #expect(violations(in: history) == [.followUpNotOnce])
        history = .good
        history.complete(.init(id: 6, kind: "plain", state: "completed", attempt: 1, parent: 4, number: 1))
        #expect(violations(in: history) == [.followUpNotOnce])
        history = .good
        history.complete(.init(id: 6, kind: "plain", state: "completed", attempt: 1, parent: 77, number: 1))
        #expect(violations(in: history) == [.followUpNotOnce])
    }

    @Test func evidenceThatNobodyReadIsSeen() {
        var history = History.good
        history.evidence.append(.init(id: 2, isGathered: false))
        #expect(violations(in: history) == [.evidenceMissed])
    }

    @Test func aKeyThatShallHaveOneJobHasOne() {
        var history = History.good
        history.complete(.init(id: 6, kind: "once", state: "completed", attempt: 1, uniqueKey: "a"))
        #expect(violations(in: history) == [])
        history.complete(.init(id: 7, kind: "once", state: "completed", attempt: 1, uniqueKey: "a"))
        #expect(violations(in: history) == [.keyTwice])
    }

    @Test func onlyFailuresCostAnAttempt() {
        var history = History.good
        history.jobs[0].attempt = 2
        #expect(violations(in: history) == [.attemptMiscounted])
    }

    @Test func noProcessIsTakenForDeadBeforeItsLeaseIsOver() {
        var history = History.good
        history.incarnations[0].leaseUntil = 31
        #expect(violations(in: history) == [.leaseCutShort])
        // Nor before a lease has passed since the server was back.
        history = .good
        history.serverSeenAt.append(29)
        #expect(violations(in: history) == [.leaseCutShort])
        // Leaving is not being taken for dead.
        history.events.removeAll { $0.event == "recovered" }
        #expect(violations(in: history) == [])
    }

    @Test func aCauseHasOneLineASecond() {
        var history = History.good
        history.log = [
            .init(process: 1, cause: "a", at: 1), .init(process: 1, cause: "b", at: 1), .init(process: 2, cause: "a", at: 1),
            .init(process: 1, cause: "a", at: 2),
        ]
        #expect(violations(in: history) == [])
        history.log.append(.init(process: 1, cause: "a", at: 2.5))
        #expect(violations(in: history) == [.logFlooded])
    }

    private static let expectations = [
        "plain": Expectation(), "bare": Expectation(hasEffect: false), "parent": Expectation(followUps: 1),
        "once": Expectation(isOncePerKey: true),
    ]

    private func violations(in history: History) -> [Violation.Rule] {
        HistoryChecker(expectations: Self.expectations).violations(in: history).map(\.rule)
    }
}

extension History {
    /// One of each: an effect, none, a failure before it, a follow-up; and a lost process.
    fileprivate static let good: History = {
        var history = History()
        let lost = Incarnation(id: UUID(), lease: 5, leaseUntil: 20, endedAt: 30)
        history.incarnations = [lost]
        history.serverSeenAt = [1]
        history.complete(Job(id: 1, kind: "plain", state: "completed", attempt: 1))
        history.complete(Job(id: 2, kind: "bare", state: "completed", attempt: 1), hasEffect: false)
        history.complete(Job(id: 3, kind: "plain", state: "completed", attempt: 2))
        history.complete(Job(id: 4, kind: "parent", state: "completed", attempt: 1))
        history.complete(Job(id: 5, kind: "plain", state: "completed", attempt: 1, parent: 4, number: 1))
        let holder = UUID()
        history.intents.append(Intent(job: 3, token: UUID(), incarnation: holder, kind: .fail, at: 5))
        history.events = [
            Event(job: 3, event: "failed", incarnation: holder, reason: HistoryChecker.failure, at: 6),
            Event(job: 1, event: "recovered", incarnation: lost.id, at: 30),
        ]
        history.acknowledged = [1, 2, 3, 4]
        history.evidence = [Evidence(id: 1, isGathered: true)]
        return history
    }()

    fileprivate mutating func complete(_ job: Job, hasEffect: Bool = true) {
        var job = job
        let token = UUID()
        job.token = token
        job.finishedAt = 40
        jobs.append(job)
        intents.append(Intent(job: job.id, token: token, incarnation: UUID(), kind: .complete, at: 39))
        if hasEffect { effects.append(Effect(job: job.id, token: token)) }
    }
}
