import Jobs

/// A handler of the harness, and what its jobs have to leave behind.
protocol TrialHandler: JobHandler {
    static var expectation: Expectation { get }
}
