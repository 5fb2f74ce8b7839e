import Foundation

/// Holds a history against what the queue guarantees. Pure: it sees the rows and nothing else.
struct HistoryChecker: Sendable {
    /// By kind.
    let expectations: [String: Expectation]
    /// Whether what was acknowledged may be gone, jobs and intents: with a primary whose standby did not have them yet.
    var toleratesLoss = false

    /// The code with which handlers of the harness fail.
    static let failure = "chaos.failure"

    private static let ended: Set<String> = ["completed", "discarded", "cancelled"]

    func violations(in history: History) -> [Violation] {
        let index = Index(history)
        return lost(history, index) + ends(history, index) + settlements(history, index) + followUps(history, index)
            + evidence(history) + keys(history) + attempts(history, index) + leases(history) + log(history)
    }

    /// How many acknowledged jobs are not there.
    func loss(in history: History) -> Int {
        Set(history.acknowledged).subtracting(history.jobs.map(\.id)).count
    }

    private struct Index {
        let jobs: [Int64: History.Job]
        let effects: [Int64: [History.Effect]]
        /// By token: an attempt's own.
        let intents: [UUID: [History.Intent]]
        let intentsOfJob: [Int64: [History.Intent]]
        let events: [Int64: [History.Event]]

        init(_ history: History) {
            jobs = Dictionary(history.jobs.map { ($0.id, $0) }) { first, _ in first }
            effects = Dictionary(grouping: history.effects, by: \.job)
            intents = Dictionary(grouping: history.intents, by: \.token)
            intentsOfJob = Dictionary(grouping: history.intents, by: \.job)
            events = Dictionary(grouping: history.events, by: \.job)
        }
    }

    private func lost(_ history: History, _ index: Index) -> [Violation] {
        let gone = toleratesLoss ? [] : Set(history.acknowledged).filter { index.jobs[$0] == nil }.sorted()
        return gone.map { Violation(.lost, "job \($0) was acknowledged and is gone") }
            + history.jobs.filter { !Self.ended.contains($0.state) }.map { Violation(.lost, "job \($0.id) is still \($0.state)") }
    }

    /// How each job ended, and its rows in the effect log.
    private func ends(_ history: History, _ index: Index) -> [Violation] {
        var violations: [Violation] = []
        for job in history.jobs where Self.ended.contains(job.state) {
            guard let expectation = expectations[job.kind] else { continue }
            if job.state != expectation.end {
                violations.append(Violation(.wrongEnd, "\(job.kind) \(job.id) is \(job.state)"))
            }
            let effects = index.effects[job.id] ?? []
            for effect in effects where effect.token != job.token {
                violations.append(Violation(.staleEffect, "\(job.kind) \(job.id) has one of token \(effect.token)"))
            }
            let wanted = expectation.hasEffect && job.state == expectation.end ? 1 : 0
            if effects.count != wanted {
                violations.append(Violation(.effectNotOnce, "\(job.kind) \(job.id), \(job.state), has \(effects.count)"))
            }
        }
        for effect in history.effects where index.jobs[effect.job] == nil {
            violations.append(Violation(.effectNotOnce, "there is an effect of job \(effect.job), which is gone"))
        }
        return violations
    }

    /// Whatever was recorded of an attempt, that attempt had asked for before.
    private func settlements(_ history: History, _ index: Index) -> [Violation] {
        // An attempt whose intent went down with the old primary settles on the new one.
        guard !toleratesLoss else { return [] }
        var violations: [Violation] = []
        for job in history.jobs {
            guard let token = job.token, let finishedAt = job.finishedAt, job.state != "cancelled" else { continue }
            let wanted: History.Intent.Kind = job.state == "completed" ? .complete : .discard
            if !(index.intents[token] ?? []).contains(where: { $0.kind == wanted && $0.at <= finishedAt }) {
                violations.append(Violation(.staleSettlement, "\(job.kind) \(job.id) was \(job.state) before it asked for it"))
            }
        }
        for event in history.events where event.event == "failed" && event.reason == Self.failure {
            let asked = (index.intentsOfJob[event.job] ?? []).contains {
                $0.incarnation == event.incarnation && $0.kind == .fail && $0.at <= event.at
            }
            if !asked { violations.append(Violation(.staleSettlement, "job \(event.job) failed before it asked for it")) }
        }
        return violations
    }

    private func followUps(_ history: History, _ index: Index) -> [Violation] {
        let children = Dictionary(grouping: history.jobs.filter { $0.parent != nil }, by: { $0.parent! })
        var violations: [Violation] = []
        for job in history.jobs where job.state == "completed" {
            let wanted = Array(0..<(expectations[job.kind]?.followUps ?? 0)).map { $0 + 1 }
            let numbers = (children[job.id] ?? []).compactMap(\.number).sorted()
            if numbers != wanted { violations.append(Violation(.followUpNotOnce, "\(job.kind) \(job.id) has \(numbers)")) }
        }
        for (parent, jobs) in children.sorted(by: { $0.key < $1.key }) where index.jobs[parent]?.state != "completed" {
            violations.append(Violation(.followUpNotOnce, "job \(jobs[0].id) follows \(parent), which did not complete"))
        }
        return violations
    }

    private func evidence(_ history: History) -> [Violation] {
        history.evidence.filter { !$0.isGathered }.map { Violation(.evidenceMissed, "evidence \($0.id)") }
    }

    private func keys(_ history: History) -> [Violation] {
        let keyed = history.jobs.filter { $0.uniqueKey != nil && expectations[$0.kind]?.isOncePerKey == true }
        return Dictionary(grouping: keyed) { "\($0.kind) \($0.uniqueKey!)" }.filter { $0.value.count > 1 }
            .sorted { $0.key < $1.key }.map { Violation(.keyTwice, "\($0.key): jobs \($0.value.map(\.id).sorted())") }
    }

    /// Only failures count: no stop, no death, no outage and no snooze costs an attempt.
    private func attempts(_ history: History, _ index: Index) -> [Violation] {
        history.jobs.filter { $0.state == "completed" }.compactMap { job in
            let failures = (index.events[job.id] ?? []).count { $0.event == "failed" }
            guard job.attempt != failures + 1 else { return nil }
            return Violation(.attemptMiscounted, "\(job.kind) \(job.id): \(job.attempt) with \(failures) failures")
        }
    }

    /// No jobs were recovered from a process before its lease was over, nor before one lease had passed since the server was
    /// first seen to answer.
    private func leases(_ history: History) -> [Violation] {
        let bereft = Set(history.events.filter { $0.event == "recovered" }.compactMap(\.incarnation))
        return history.incarnations.compactMap { incarnation in
            guard let endedAt = incarnation.endedAt, bereft.contains(incarnation.id) else { return nil }
            let respite = history.serverSeenAt.filter { $0 <= endedAt }.max().map { $0 + incarnation.lease } ?? 0
            let early = max(incarnation.leaseUntil, respite) - endedAt
            return early > 0 ? Violation(.leaseCutShort, "\(incarnation.id) by \(Int(early * 1000)) ms") : nil
        }
    }

    private func log(_ history: History) -> [Violation] {
        Dictionary(grouping: history.log) { "process \($0.process): \($0.cause)" }
            .sorted { $0.key < $1.key }
            .compactMap { cause, lines in
                let times = lines.map(\.at).sorted()
                // A line's time is taken when it is written, not when it was let through.
                let close = zip(times, times.dropFirst()).count { $1 - $0 < 0.95 }
                return close == 0 ? nil : Violation(.logFlooded, "\(cause), \(close + 1) lines")
            }
    }
}
