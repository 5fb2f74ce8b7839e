import CLinux
import DequeModule
import Dispatch
import Foundation
import Synchronization

/// Threads of their own for handlers, so that coding a long interview never keeps a lease, a settlement or the watchdog
/// waiting for a thread.
package final class HandlerExecutor: TaskExecutor {
    private let queue = Mutex<Deque<UnownedJob>>([])
    private let available = DispatchSemaphore(value: 0)

    /// The threads live as long as the process.
    package init(threads: Int) {
        for number in 1...max(threads, 1) {
            let thread = Thread { [self] in
                // From inside: a name given before the start is not the kernel's.
                clinux_name_this_thread("handler-\(number)")
                while true {
                    available.wait()
                    let job = queue.withLock { $0.removeFirst() }
                    job.runSynchronously(on: asUnownedTaskExecutor())
                }
            }
            thread.start()
        }
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.withLock { $0.append(job) }
        available.signal()
    }
}
