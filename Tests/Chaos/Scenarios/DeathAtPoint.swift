#if DEBUG
    import Glibc
    import Jobs
    import Subprocess

    /// A worker dies at a named point, as in a power cut.
    struct DeathAtPoint: PlainScenario {
        let point: FaultPoint

        var name: String { "kill.\(point.rawValue)" }
        let killsWorkers = true

        func strike(_ stage: Stage) async throws {
            switch point {
            case .afterRecovery: try await strikeRescuers(stage)
            // Each dies of its first promotion, maybe before the last of them has begun.
            case .afterPromotion: try await die(try await hire(stage, stage.plan.workers), stage)
            default: try await die([try await stage.crew.hire(arm(visit(stage.plan)))], stage)
            }
            // As a supervisor would.
            while stage.crew.living.count < stage.plan.workers { try await stage.crew.hire() }
            try await stage.untilClaiming(stage.plan.workers)
        }

        /// The first visit of those that come once, any of the first of the others.
        private func visit(_ plan: Plan) -> Int { point == .leaseBegun ? 1 : 1 + Int(plan.seed % 5) }

        private func arm(_ visit: Int) -> [String: String] { [FaultPoint.variable: "\(point.rawValue):\(visit)"] }

        /// Whoever recovers a lost worker's jobs dies of it.
        private func strikeRescuers(_ stage: Stage) async throws {
            let others = stage.crew.living
            let armed = try await hire(stage, 2)
            try await stage.untilClaiming(stage.crew.living.count)
            for worker in others.dropFirst() { worker.send(SIGTERM) }
            try await stage.wait(for: "the others to stop") { others.dropFirst().allSatisfy { $0.end != nil } }
            try await stage.wait(for: "jobs to lose") { try await stage.held(by: others[0]) > 0 }
            others[0].send(SIGKILL)
            try await die(armed, stage)
        }

        private func hire(_ stage: Stage, _ count: Int) async throws -> [WorkerProcess] {
            var armed: [WorkerProcess] = []
            for _ in 1...count { armed.append(try await stage.crew.hire(arm(1))) }
            return armed
        }

        /// Waits until one of them has died at the point; the others leave.
        private func die(_ armed: [WorkerProcess], _ stage: Stage) async throws {
            try await stage.wait(for: "a death at \(point.rawValue)") { armed.contains { $0.end == .signaled(SIGKILL) } }
            let reached = armed.filter { $0.lastWords.contains("fault point reached: \(point.rawValue)") }
            guard !reached.isEmpty else { throw NeverHappened(what: point.rawValue) }
            for worker in armed { worker.send(SIGTERM) }
            try await stage.wait(for: "the others to stop") { armed.allSatisfy { $0.end != nil } }
        }
    }
#endif
