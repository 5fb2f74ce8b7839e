import Dispatch
import Glibc
import Synchronization

/// Ends the process at once when it is told to stop a second time.
///
/// On a queue of its own, so that it does so however busy or stuck all else is.
enum SecondSignal {
    private static let count = Atomic(0)

    /// Counts SIGTERM and SIGINT together; the exit status is 128 and the number of the second. Lasts as long as what is
    /// returned.
    static func trap() -> [any DispatchSourceSignal] {
        let queue = DispatchQueue(label: "second-signal")
        return [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler {
                if count.add(1, ordering: .relaxed).newValue >= 2 { _exit(128 + number) }
            }
            source.resume()
            return source
        }
    }
}
