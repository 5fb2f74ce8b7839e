import Dispatch
import Synchronization

/// Blocks threads, as a handler does that never looks whether it is cancelled.
final class Blockade: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private let count = Atomic(0)

    /// How many threads have come to wait.
    var waiting: Int { count.load(ordering: .relaxed) }

    func wait() {
        count.add(1, ordering: .relaxed)
        semaphore.wait()
        semaphore.signal()
    }

    /// Lets everybody go, now and later.
    func lift() { semaphore.signal() }
}
