import Jobs
import Logging
import Postgres
import Testing

@testable import fieldworkd

@Suite struct DaemonStateTests {
    /// Parts whose loops never go round, for nothing runs them.
    private var parts: JobParts {
        JobParts(
            settings: JobSettings(host: "test", programVersion: "0"), catalog: JobCatalog([]),
            database: PostgresConfiguration(""),
            directDatabase: PostgresConfiguration(""), handlerThreads: 1, isolation: nil,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    private func health(_ state: DaemonState) async -> Int {
        await HealthEndpoints(state: state, registry: MetricRegistry()).answer("/healthz").status
    }

    @Test("loops that do not go round are ill health, once they have had their time")
    func hung() async {
        let state = DaemonState(patience: .zero)
        state.work(parts)
        #expect(!state.isAlive)
        #expect(await health(state) == 503)
        let patient = DaemonState(patience: .seconds(3600))
        patient.work(parts)
        #expect(patient.isAlive)
        #expect(await health(patient) == 200)
    }

    @Test("waiting for the database and stopping are no ill health: they have limits of their own")
    func waitingAndStopping() async {
        let state = DaemonState(patience: .zero)
        state.wait("the database does not answer")
        #expect(state.isAlive && !state.isStopping)
        #expect(await state.readiness() == Readiness(checks: [.init(name: "schema", problem: "the database does not answer")]))
        state.stop()
        #expect(state.isAlive && state.isStopping)
        #expect(await !state.readiness().isReady)
    }

    @Test("what has begun to stop does not begin to work")
    func stopsOnce() async {
        let state = DaemonState(patience: .zero)
        state.stop()
        state.work(parts)
        state.wait("late")
        #expect(state.isStopping)
    }

    @Test("every metric of the daemon itself has a meaning")
    func metrics() async {
        let state = DaemonState(patience: .zero)
        state.work(parts)
        let families = await state.metrics()
        #expect(families.count == 5)
        #expect(families.allSatisfy { MetricCatalog.help[$0.name] != nil })
    }
}
