/// What came of a trial.
struct Report: Sendable {
    let scenario: String
    /// Why it could not be run here.
    var obstacle: String?
    var violations: [Violation] = []
    var jobs = 0
    /// Acknowledged jobs that are not there any more; a violation unless the scenario is one that loses some.
    var lost = 0
    /// Jobs recovered from processes taken for lost.
    var recovered = 0
    var faultSeconds = 0.0
    /// Jobs that ended a second, before the fault.
    var rate = 0.0
    /// Seconds from the end of the fault until 95 % of that rate was back.
    var rateBackAfter: Double?
    /// The longest from the end of a lease to the recovery of a job, in seconds.
    var recoveryAfterLease: Double?

    var verdict: String { obstacle != nil ? "skipped" : violations.isEmpty ? "held" : "VIOLATED" }
}
