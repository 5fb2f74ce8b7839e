/// The loop as the executor of actors.
final class LoopSerialExecutor: SerialExecutor {
    // Not stored: the loop owns this object, and there is one loop.
    private var loop: PostgresLoop { .shared }

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
