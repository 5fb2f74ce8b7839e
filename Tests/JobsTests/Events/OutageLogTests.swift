@testable import Jobs
import Logging
import Postgres
import Synchronization
import Testing

/// Invariant 10: an outage does not fill the log.
@Suite struct OutageLogTests {
    @Test func thereIsOneLineASecondWithTheNumberOfThoseLeftOut() {
        let recorder = LogRecorder()
        let time = Mutex(ContinuousClock.now)
        let outage = OutageLog("claim", JobEvents(logger: recorder.logger)) { time.withLock { $0 } }
        for _ in 1...30 {
            for _ in 1...10 { outage.failed(PostgresError(.connectionLost)) }
            time.withLock { $0 += .milliseconds(100) }
        }
        let lines = recorder.lines("database did not answer")
        #expect(lines.map { $0.metadata["suppressed"] } == ["0", "99", "99"])
        #expect(lines.allSatisfy { $0.level == .error && $0.metadata["during"] == "claim" })
    }

    @Test func itsEndIsSaidOnceAndOnlyAfterABeginning() {
        let recorder = LogRecorder()
        let outage = OutageLog("claim", JobEvents(logger: recorder.logger))
        outage.succeeded()
        #expect(recorder.lines.isEmpty)
        outage.failed(PostgresError(.connectionLost))
        outage.succeeded()
        outage.succeeded()
        #expect(recorder.lines("database answers again").count == 1)
    }

    @Test func oneThatComesAndGoesEndsOnceASecond() {
        let recorder = LogRecorder()
        let time = Mutex(ContinuousClock.now)
        let outage = OutageLog("claim", JobEvents(logger: recorder.logger)) { time.withLock { $0 } }
        for _ in 1...25 {
            outage.failed(PostgresError(.connectionLost))
            outage.succeeded()
            time.withLock { $0 += .milliseconds(100) }
        }
        #expect(recorder.lines("database answers again").count == 3)
        // The last end is not forgotten.
        time.withLock { $0 += .seconds(1) }
        outage.succeeded()
        #expect(recorder.lines("database answers again").count == 4)
    }

    @Test func anErrorThatIsNotTheDatabasesIsNamedByItsTypeOnly() {
        struct Secret: Error { let words = "what somebody said" }
        let recorder = LogRecorder()
        OutageLog("claim", JobEvents(logger: recorder.logger)).failed(Secret())
        #expect(recorder.lines.map { $0.metadata["reason"] } == ["Secret"])
    }
}
