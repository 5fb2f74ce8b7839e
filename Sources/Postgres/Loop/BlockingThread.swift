import CLinux
import Glibc

/// A detached thread of its own for work that blocks.
///
/// libpq has calls with no non-blocking form (name lookup, `PQcancel`). The cooperative pool has one thread per core, and
/// Dispatch's global queues share it on Linux, so neither may ever be blocked by them.
enum BlockingThread {
    /// Starts `body`; false if the system has no thread left.
    static func start(_ name: String, _ body: @escaping @Sendable () -> Void) -> Bool {
        let start = Unmanaged.passRetained(Start(name: name, body: body))
        var thread = pthread_t()
        let code = pthread_create(
            &thread, nil,
            { argument in
                let start = Unmanaged<Start>.fromOpaque(argument!).takeRetainedValue()
                clinux_name_this_thread(start.name)
                start.body()
                return nil
            }, start.toOpaque())
        guard code == 0 else {
            start.release()
            return false
        }
        pthread_detach(thread)
        return true
    }

    private final class Start: Sendable {
        let name: String
        let body: @Sendable () -> Void

        init(name: String, body: @escaping @Sendable () -> Void) {
            self.name = name
            self.body = body
        }
    }
}
