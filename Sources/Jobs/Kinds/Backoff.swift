/// How long a failed job waits before it is tried again: exponential, with jitter.
///
/// The wait after attempt *n* is drawn evenly from the upper half of `min(limit, base · 2ⁿ⁻¹)`, so that jobs that failed
/// together do not come back together.
package struct Backoff: Sendable, Hashable {
    package let base: Duration
    package let limit: Duration

    package init(base: Duration = .seconds(2), limit: Duration = .seconds(3600)) {
        self.base = base
        self.limit = limit
    }

    /// The wait after the given attempt, counted from 1.
    package func delay(afterAttempt attempt: Int, using generator: inout some RandomNumberGenerator) -> Duration {
        let doublings = min(max(attempt - 1, 0), 30)
        let full = min(limit, base * (1 << doublings))
        return full * Double.random(in: 0.5...1, using: &generator)
    }
}
