import Glibc

/// A point on the monotonic clock, in nanoseconds since boot; what deadlines are kept in.
///
/// `ContinuousClock` would do, but a deadline is set on every round trip and compared on every turn of the loop, and a
/// plain integer from the vDSO keeps that at a few nanoseconds.
struct Instant: Comparable {
    let nanoseconds: UInt64

    /// Never reached: no deadline.
    static let never = Instant(nanoseconds: .max)

    static var now: Instant {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Instant(nanoseconds: UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec))
    }

    static func < (a: Instant, b: Instant) -> Bool { a.nanoseconds < b.nanoseconds }

    /// The instant `duration` later; `never` if that is further than the clock counts, itself if `duration` is negative.
    static func + (instant: Instant, duration: Duration) -> Instant {
        guard duration > .zero else { return instant }
        let (seconds, attoseconds) = duration.components
        let (whole, overflow) = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, overflow2) = whole.addingReportingOverflow(UInt64(attoseconds / 1_000_000_000))
        let (end, overflow3) = instant.nanoseconds.addingReportingOverflow(sum)
        return overflow || overflow2 || overflow3 ? .never : Instant(nanoseconds: end)
    }

    /// Time from now, in milliseconds rounded up so that a wait never ends early; -1 (for ever) for `never`.
    func millisecondsFromNow() -> Int32 {
        guard self != .never else { return -1 }
        let now = Instant.now.nanoseconds
        guard nanoseconds > now else { return 0 }
        return Int32(clamping: (nanoseconds - now + 999_999) / 1_000_000)
    }
}
