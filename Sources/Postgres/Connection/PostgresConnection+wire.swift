// Bytes in and out: sending, flushing, and reading results as they arrive.

import CLibPQ
import CLinux
import Logging

extension PostgresConnection {
    func socketIsReady(_ events: UInt32) {
        guard let handle else { return }
        if exchange != nil, waiter == nil { return pause() }
        if events & EPOLLOUT.rawValue != 0 { flush() }
        if events & ~EPOLLOUT.rawValue != 0 {
            if PQconsumeInput(handle) == 0 { isBroken = true }
            takeNotifications()
        }
        if isBroken || PQstatus(handle) == CONNECTION_BAD {
            // libpq has closed the socket by now, and its number may be somebody else's soon.
            isBroken = true
            loop.unwatch(socket)
            if exchange == nil { return close(because: connectionLost()) }
        } else if waitsForResult, PQisBusy(handle) == 1 {
            // A part of a result: the task would only go back to sleep.
            generation &+= 1
            return
        }
        wake()
    }

    /// Leaves on the socket what the task of this exchange does not wait for: a slow reader of a COPY is to slow the server,
    /// and libpq forgets what results it was to read when it reads the end of the connection behind them.
    private func pause() {
        isPaused = true
        loop.unwatch(socket)
    }

    func resumeReading() {
        guard isPaused else { return }
        isPaused = false
        watch()
    }

    func watch() {
        guard let registration, !isPaused, !isBroken else { return }
        loop.watch(socket, registration, writing: isWriteArmed)
    }

    /// Sends what is buffered, and has the loop go on with it while the socket is full. The reader stays armed meanwhile: a
    /// server that is blocked sending to us would never come to read.
    func flush() {
        let isPending = PQflush(handle) == 1
        guard isPending != isWriteArmed else { return }
        isWriteArmed = isPending
        watch()
    }

    /// Throws if libpq did not take a command, which it does only when it is misused or the connection is gone.
    func check(_ accepted: Int32) throws(PostgresError) {
        guard accepted == 1 else {
            guard PQstatus(handle) == CONNECTION_OK else { throw connectionLost() }
            throw PostgresError(.misuse, reason: LibpqMessage.singleLine(String(cString: PQerrorMessage(handle))))
        }
    }

    /// The next result of the running command; nil at its end.
    func nextResult() async throws(PostgresError) -> ServerResult? {
        try await resultHasArrived()
        return PQgetResult(handle).map { ServerResult($0) }
    }

    /// Waits until `PQgetResult` would not block.
    func resultHasArrived() async throws(PostgresError) {
        while true {
            let seen = generation
            if let failure { throw failure }
            if PQisBusy(handle) == 0 { return }
            if isBroken { throw connectionLost() }
            waitsForResult = true
            await wait(since: seen)
            waitsForResult = false
        }
    }

    /// Reads a command to its end: its last result, or its first error.
    func lastResult() async throws(PostgresError) -> ServerResult {
        var last: ServerResult?
        var failed: PostgresError?
        while let result = try await nextResult() {
            if result.isError { failed = failed ?? error(in: result) }
            if result.isCopy { throw PostgresError(.misuse, reason: "COPY must be run by copyIn or copyOut") }
            last = result
        }
        if let failed { throw failed }
        guard let last else { throw connectionLost() }
        return last
    }

    func error(in result: ServerResult) -> PostgresError {
        result.serverError() ?? connectionLost()
    }

    /// What libpq knows of the end of the connection.
    func connectionLost() -> PostgresError {
        let message = String(cString: PQerrorMessage(handle))
        let words = LibpqMessage.singleLine(message)
        var error = PostgresError(.connectionLost, reason: words.isEmpty ? nil : words)
        error.sqlState = farewell ?? LibpqMessage.sqlState(in: message)
        return error
    }

    func receivedNotice(_ sqlState: SQLState?, endsSession: Bool) {
        if endsSession { farewell = sqlState }
        logger.debug("notice from PostgreSQL", metadata: ["sqlstate": "\(sqlState?.rawValue ?? "none")"])
    }
}
