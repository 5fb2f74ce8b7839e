import Glibc

/// A value behind a mutex.
///
/// `Synchronization.Mutex` would be the natural choice, but on Linux it is a bare futex which the thread sanitizer does
/// not know: correct code is reported as a race. A `pthread_mutex_t` is understood, so the sanitizer can stay a gate.
package final class Lock<Value>: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private var value: Value

    package init(_ value: sending Value) {
        self.value = value
        pthread_mutex_init(mutex, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// Runs `body` alone with the value. Keep it short, and never suspend or call out inside.
    @discardableResult
    package func withLock<R, E: Error>(_ body: (inout Value) throws(E) -> R) throws(E) -> R {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body(&value)
    }
}
