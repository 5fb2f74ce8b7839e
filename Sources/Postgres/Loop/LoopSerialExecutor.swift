/// The loop as the executor of actors.
final class LoopSerialExecutor: SerialExecutor, @unchecked Sendable {
    // Unchecked: set once, before the loop is visible to anybody. Unowned, because the shared loop lives for ever.
    unowned(unsafe) var loop: PostgresLoop!

    func enqueue(_ job: consuming ExecutorJob) {
        loop.enqueueSerial(UnownedJob(job))
    }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        UnownedSerialExecutor(ordinary: self)
    }

    func checkIsolated() {
        precondition(loop.isCurrent, "this must run on the event loop of the connections")
    }

    func isIsolatingCurrentContext() -> Bool? {
        loop.isCurrent
    }
}
