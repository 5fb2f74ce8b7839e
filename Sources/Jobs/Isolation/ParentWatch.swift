import CLinux
import Foundation
import Glibc

/// Ends a child with its parent. The lease it works under is the parent's; without it the job is soon somebody else's.
///
/// The kernel would do so too (PR_SET_PDEATHSIG), but at the end of the *thread* that forked, and threads of a pool come and
/// go.
package enum ParentWatch {
    /// From now on the process exits with `status` when its parent has ended. False when `parent` is not its parent, or not any
    /// more.
    package static func begin(parent: Int32, status: Int32) -> Bool {
        // In this order: as long as it is the parent, its number is nobody else's.
        let descriptor = clinux_open_process(parent)
        guard getppid() == parent else { return false }
        let thread = Thread {
            var ended = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            // Without a descriptor, on an old kernel or behind a filter, poll does nothing but wait.
            let patience: Int32 = descriptor < 0 ? 100 : -1
            while getppid() == parent { poll(&ended, 1, patience) }
            _exit(status)
        }
        thread.name = "parent-watch"
        thread.start()
        return true
    }
}
