import EmbeddedPostgres
import Foundation
import Glibc

/// The workers' clocks are an hour ahead and an hour behind, in turn. Then one of them dies.
struct ShiftedClocks: Scenario {
    let name = "clocks"
    let killsWorkers = true

    private static let shift = 3600.0

    /// Where Debian's package puts it, on any architecture.
    private static let library: String? = {
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib")) ?? []
        return folders.sorted().map { "/usr/lib/\($0)/faketime/libfaketimeMT.so.1" }.first { access($0, R_OK) == 0 }
    }()

    func obstacle() async -> String? { Self.library == nil ? "libfaketime is not installed" : nil }

    func withGround<R: Sendable>(_ plan: Plan, _ body: (Ground) async throws -> R) async throws -> R {
        try await EmbeddedPostgres.withServer { server in
            var ground = Ground(server, fault: strike)
            let launch = ground.launch
            ground.launch = { number in
                var shifted = launch(number)
                shifted.environment = [
                    "LD_PRELOAD": Self.library ?? "", "FAKETIME": "\(Self.sign(number) > 0 ? "+" : "-")\(Int(Self.shift))",
                    // A wall clock that is wrong, not a monotonic one.
                    "FAKETIME_DONT_FAKE_MONOTONIC": "1",
                    // Else the library adds this variable itself, which moves the environment from where Swift looks for the
                    // arguments before it.
                    "FAKETIME_SHARED": "none none",
                ]
                return shifted
            }
            return try await body(ground)
        }
    }

    private func strike(_ stage: Stage) async throws {
        for worker in stage.crew.living { try assertShift(of: worker) }
        let victim = stage.crew.living[0]
        try await stage.wait(for: "jobs to lose") { try await stage.held(by: victim) > 0 }
        victim.send(SIGKILL)
        try await stage.wait(for: "its death") { victim.end != nil }
        try await stage.crew.hire()
        try await stage.untilClaiming(stage.plan.workers)
    }

    /// By what the worker itself said when it began.
    private func assertShift(of worker: WorkerProcess) throws {
        let line = try LogFile.read(worker.log).first { $0.message == "worker begins" }
        guard let line, let wall = line.fields["wall"].flatMap(Double.init) else {
            throw NeverHappened(what: "worker \(worker.number) to say what time it is")
        }
        let shift = wall - (Date().timeIntervalSince1970 - (Self.monotonic - line.at))
        guard abs(shift - Self.shift * Self.sign(worker.number)) < 1 else {
            throw NeverHappened(what: "worker \(worker.number) to be an hour off; it is off by \(Int(shift)) s")
        }
    }

    private static func sign(_ number: Int) -> Double { number.isMultiple(of: 2) ? -1 : 1 }

    private static var monotonic: Double {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
    }
}
