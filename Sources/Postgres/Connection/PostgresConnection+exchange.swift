// Actors are re-entrant, a connection is not. Everything that talks to the server is a round trip in the sense of this
// file: it waits for its turn, has a deadline, and leaves the connection either ready for the next one or closed.

import CLibPQ
import Glibc

extension PostgresConnection {
    /// Runs `body` alone on the connection.
    func roundTrip<R>(
        within timeout: Duration?, isShielded: Bool = false, _ body: () async throws(PostgresError) -> R
    ) async throws(PostgresError) -> R {
        try await enter(.now + (timeout ?? configuration.roundTripTimeout), isShielded: isShielded)
        do {
            let result = try await body()
            await leave()
            return result
        } catch {
            let wasCancelled = exchange?.isCancelled == true && error.sqlState == .queryCanceled
            await leave(error.kind == .connectionLost ? error : nil)
            var error = error
            if wasCancelled { error.kind = .cancelled }
            throw error
        }
    }

    private func enter(_ deadline: Instant, isShielded: Bool) async throws(PostgresError) {
        lastExchange += 1
        let id = lastExchange
        if isOccupied { try await waitForTurn(id, deadline, isShielded) }
        isOccupied = true
        if let refusal = refusal(isShielded) {
            passOn()
            throw refusal
        }
        exchange = Exchange(id: id, deadline: deadline, isShielded: isShielded)
        setDeadline(deadline)
    }

    private func refusal(_ isShielded: Bool) -> PostgresError? {
        if let failure {
            return failure.kind == .connectionLost
                ? failure : PostgresError(.connectionLost, reason: "it was closed before: \(failure)")
        }
        return Task.isCancelled && !isShielded ? PostgresError(.cancelled) : nil
    }

    private func leave(_ error: PostgresError? = nil) async {
        await cancelsHaveReturned()
        exchange = nil
        if failure != nil || !isIdle { close(because: error) } else { resumeReading() }
        passOn()
    }

    /// Nothing is left to be read: the protocol is in a state in which the next statement can be sent.
    private var isIdle: Bool {
        let status = transactionStatus
        return PQstatus(handle) == CONNECTION_OK && status != PQTRANS_ACTIVE && status != PQTRANS_UNKNOWN
            && PQpipelineStatus(handle) == PQ_PIPELINE_OFF
    }

    // MARK: Turns

    private func waitForTurn(_ id: UInt64, _ deadline: Instant, _ isShielded: Bool) async throws(PostgresError) {
        if let registration { loop.setAlarm(registration, at: deadline) }
        let outcome = await withTaskCancellationHandler {
            await withUnsafeContinuation { line.append(Turn(id: id, deadline: deadline, continuation: $0)) }
        } onCancel: {
            if !isShielded { loop.post { self.assumeIsolated { $0.giveUpTurn(id) } } }
        }
        switch outcome {
        case .granted: return
        case .late: throw PostgresError(.deadlineExceeded, reason: "the connection was busy with other statements")
        case .cancelled: throw PostgresError(.cancelled)
        }
    }

    private func giveUpTurn(_ id: UInt64) {
        guard let index = line.firstIndex(where: { $0.id == id }) else { return }
        line.remove(at: index).continuation.resume(returning: .cancelled)
    }

    /// Hands the connection to the next in line, without a moment in which a third could take it.
    private func passOn() {
        if line.isEmpty {
            isOccupied = false
        } else {
            line.removeFirst().continuation.resume(returning: .granted)
        }
    }

    // MARK: Waiting

    /// Suspends until something happened on the socket after `seen`, the generation read *before* looking at the state that
    /// made the caller want to wait. Between that look and the suspension the loop may run and take the bytes off the
    /// socket; without the comparison inside the continuation, where it cannot, the wake-up would be lost.
    ///
    /// A continuation resumes on the executor its task prefers, and goes to its actor from there. Preferring the loop for
    /// this moment spares a detour over the global pool.
    func suspend(since seen: UInt64) async {
        await withTaskExecutorPreference(loop) {
            await withUnsafeContinuation { continuation in
                guard generation == seen else { return continuation.resume() }
                waiter = continuation
                resumeReading()
            }
        }
    }

    /// `suspend`, and cancels the statement on the server if the task is cancelled meanwhile.
    func wait(since seen: UInt64) async {
        guard let exchange, !exchange.isShielded, !exchange.isCancelled else { return await suspend(since: seen) }
        let id = exchange.id
        await withTaskCancellationHandler {
            await suspend(since: seen)
        } onCancel: {
            loop.post { self.assumeIsolated { $0.taskWasCancelled(id) } }
        }
    }

    /// Counts an event and resumes whoever waits for one.
    func wake() {
        generation &+= 1
        waiter.take()?.resume()
    }

    // MARK: Cancelling

    /// How long the server may take to confirm a cancellation before the connection is given up.
    private static let cancellationGrace = Duration.seconds(5)

    private func taskWasCancelled(_ id: UInt64) {
        guard let exchange, exchange.id == id, !exchange.isCancelled else { return }
        self.exchange?.isCancelled = true
        guard handle != nil else {
            failure = failure ?? PostgresError(.cancelled)
            return wake()
        }
        setDeadline(min(exchange.deadline, .now + Self.cancellationGrace))
        sendCancel()
    }

    func setDeadline(_ instant: Instant) {
        exchange?.deadline = instant
        if let registration { loop.setAlarm(registration, at: instant) }
    }

    /// Asks the server to cancel what this connection is running, on a thread: `PQcancel` opens a connection and blocks.
    func sendCancel(_ done: @escaping @Sendable () -> Void = {}) {
        guard let exchange, let request = PQgetCancel(handle) else { return done() }
        let cancel = CancelRequest(pointer: request)
        let started = BlockingThread.start("postgres-cancel") { [self] in
            cancel.send()
            loop.post { self.assumeIsolated { $0.cancelReturned(exchange.id) } }
            done()
        }
        if started {
            self.exchange?.cancelsUnderWay += 1
        } else {
            cancel.drop()
            done()
        }
    }

    /// Waits until no `PQcancel` is under way that could hit the next statement.
    func cancelsHaveReturned() async {
        while failure == nil, let exchange, exchange.cancelsUnderWay > 0 {
            await suspend(since: generation)
        }
    }

    private func cancelReturned(_ id: UInt64) {
        guard exchange?.id == id else { return }
        exchange?.cancelsUnderWay -= 1
        wake()
    }

    /// Cancels the statement that is running, if one is, and returns when the server has been told. The statement's own
    /// caller gets ``SQLState/queryCanceled``, or its result if that was faster.
    public func cancelRunning() async {
        await withUnsafeContinuation { continuation in sendCancel { continuation.resume() } }
    }
}

// MARK: Events

extension PostgresConnection: LoopClient {
    nonisolated func socketReady(_ events: UInt32) {
        assumeIsolated { $0.socketIsReady(events) }
    }

    nonisolated func alarm(at now: Instant) -> Instant {
        assumeIsolated { $0.deadlinesPassed(now) }
    }

    private func deadlinesPassed(_ now: Instant) -> Instant {
        for turn in line where turn.deadline <= now { turn.continuation.resume(returning: .late) }
        line.removeAll { $0.deadline <= now }
        if let exchange, exchange.deadline <= now, failure == nil {
            failure =
                exchange.isCancelled
                ? PostgresError(.cancelled, reason: "the server did not confirm it, so the connection was closed")
                : PostgresError(.deadlineExceeded)
            // Closing the socket does not stop a statement: the server notices only when it has something to say.
            if exchange.cancelsUnderWay == 0 { sendCancel() }
            wake()
        }
        return line.reduce(failure == nil ? exchange?.deadline ?? .never : .never) { min($0, $1.deadline) }
    }
}

/// A `PGcancel`, on its way to the thread that sends it.
private struct CancelRequest: @unchecked Sendable {
    let pointer: OpaquePointer

    func send() {
        // libpq wants room for a message. There is nobody to read it: what counts is whether the statement ends.
        var message = [CChar](repeating: 0, count: 256)
        // Unlike the rest of libpq it does not keep to itself that a server has hung up.
        Self.withoutBrokenPipes { PQcancel(pointer, &message, Int32(message.count)) }
        PQfreeCancel(pointer)
    }

    func drop() { PQfreeCancel(pointer) }

    /// Runs the body with SIGPIPE blocked in this thread, and takes back the one that it may have raised.
    private static func withoutBrokenPipes(_ body: () -> Void) {
        var pipe = sigset_t()
        var before = sigset_t()
        sigemptyset(&pipe)
        sigaddset(&pipe, SIGPIPE)
        guard pthread_sigmask(SIG_BLOCK, &pipe, &before) == 0 else { return body() }
        body()
        var now = timespec()
        sigtimedwait(&pipe, nil, &now)
        pthread_sigmask(SIG_SETMASK, &before, nil)
    }
}
