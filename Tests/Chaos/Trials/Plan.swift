/// How long and how hard a trial is.
struct Plan: Sendable {
    /// Steady load before the fault, and again after it.
    var seconds: Double = 1
    /// Jobs to enqueue in that time; those during the fault come on top, at the same rate.
    var jobs = 200
    var workers = 3
    var seed: UInt64 = 1
    var lease = Duration.seconds(2)
    /// Jobs a worker runs at the same time.
    var concurrency = 24

    /// Whether times are judged, and not only measured: a busy machine may take any.
    var judgesTimes = false

    /// Jobs a second.
    var rate: Double { Double(jobs) / (2 * seconds) }

    /// A few hundred jobs in each scenario.
    static let short = Plan()

    /// More than a hundred thousand jobs in all scenarios together.
    static let long = Plan(seconds: 6, jobs: 5000, workers: 4, lease: .seconds(3), judgesTimes: true)
}
