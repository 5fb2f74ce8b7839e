import Dispatch
import Glibc
import Synchronization

/// Ends the process at once when it is told to stop a second time.
///
/// On a queue of its own, so that it does so however busy or stuck all else is.
enum SecondSignal {
    private static let count = Atomic(0)

    /// Counts SIGTERM and SIGINT together, from here to the end of the process. The exit status is 128 and the number of the
    /// second.
    static func trap() {
        let queue = DispatchQueue(label: "second-signal")
        for number in [SIGTERM, SIGINT] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            // The handler keeps its source. Signals that come while it waits for a thread are told of together.
            source.setEventHandler {
                if count.add(Int(source.data), ordering: .relaxed).newValue >= 2 { _exit(128 + number) }
            }
            source.resume()
        }
    }
}
