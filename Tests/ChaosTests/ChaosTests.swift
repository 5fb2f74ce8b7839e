@testable import Chaos
import TestSupport
import Testing

/// The short form of `make chaos`: each fault once, against real processes.
@Suite struct ChaosTests {
    @Test(.timeLimit(.minutes(10)), arguments: ScenarioCatalog.all.map(\.name))
    func theQueueKeepsItsPromises(_ name: String) async throws {
        let scenario = try #require(ScenarioCatalog.all.first { $0.name == name })
        var plan = Plan.short
        plan.seed = .random(in: 0...999_999)
        let report = try await Turnstile.trials.pass { [plan] in await Trial(scenario: scenario, plan: plan).run() }
        if let obstacle = report.obstacle { try Test.cancel("\(obstacle)") }
        #expect(report.violations == [], "seed \(plan.seed)")
    }
}
