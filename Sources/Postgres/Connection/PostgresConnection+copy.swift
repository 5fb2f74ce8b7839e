import CLibPQ
import Glibc

extension PostgresConnection {
    /// Sends rows to a `COPY … FROM STDIN`.
    ///
    /// Until `body` returns the connection is busy with the COPY: a statement run on it from inside would wait for its turn
    /// until its deadline. If `body` throws, the COPY is aborted and no row is left of it.
    ///
    /// ```swift
    /// let count = try await connection.copyIn("copy words (id, word) from stdin") { writer in
    ///     for word in words { try await writer.writeRow { $0.append(word.id); $0.append(word.text) } }
    /// }
    /// ```
    /// - Parameter deadline: for the whole COPY. If nil, ``PostgresConfiguration/roundTripTimeout`` is how long it may stand
    ///   still.
    /// - Returns: the number of rows copied.
    /// - Throws: what `body` throws, or ``PostgresError``. The server's complaint about a row comes at the end.
    @discardableResult
    public func copyIn(
        _ sql: String, deadline: Duration? = nil, _ body: (inout PostgresCopyWriter) async throws -> Void
    ) async throws -> Int {
        try await roundTrip(within: deadline) { () async throws(PostgresError) -> Result<Int, any Error> in
            copyTimeout = deadline == nil ? configuration.roundTripTimeout : nil
            try await startCopy(sql, PGRES_COPY_IN)
            do {
                var writer = PostgresCopyWriter(self)
                try await body(&writer)
                try await writer.flush()
            } catch {
                if let failure { throw failure }
                try check(PQputCopyEnd(handle, "aborted by the client"))
                flush()
                try await skipResults()
                return .failure(error)
            }
            try check(PQputCopyEnd(handle, nil))
            flush()
            return .success(try await lastResult().affectedRows)
        }.get()
    }

    /// Receives the rows of a `COPY … TO STDOUT`, one call of `body` for each, in the format the statement asks for; a row
    /// of the text format ends with its line break.
    ///
    /// While `body` suspends, no more is read from the server. Statements on the same connection wait, as with `copyIn`. If
    /// `body` throws, the COPY is cancelled.
    ///
    /// - Parameter deadline: for the whole COPY. If nil, ``PostgresConfiguration/roundTripTimeout`` is how long the server
    ///   may take for a row.
    /// - Returns: the number of rows copied.
    @discardableResult
    public func copyOut(
        _ sql: String, deadline: Duration? = nil, _ body: (_ row: [UInt8]) async throws -> Void
    ) async throws -> Int {
        try await roundTrip(within: deadline) { () async throws(PostgresError) -> Result<Int, any Error> in
            copyTimeout = deadline == nil ? configuration.roundTripTimeout : nil
            try await startCopy(sql, PGRES_COPY_OUT)
            while let row = try await nextCopyRow() {
                do {
                    try await body(row)
                } catch {
                    sendCancel()
                    while try await nextCopyRow() != nil {}
                    try await skipResults()
                    return .failure(error)
                }
            }
            return .success(try await lastResult().affectedRows)
        }.get()
    }

    // MARK: Inside a round trip

    private func startCopy(_ sql: String, _ direction: ExecStatusType) async throws(PostgresError) {
        try check(PQsendQuery(handle, sql))
        flush()
        guard let first = try await nextResult() else { throw connectionLost() }
        if first.isError {
            let error = error(in: first)
            try await skipResults()
            throw error
        }
        guard first.status == direction else {
            // Another kind of COPY cannot be ended in an orderly way; any other statement can.
            if !first.isCopy { try await skipResults() }
            let wanted = direction == PGRES_COPY_IN ? "COPY … FROM STDIN" : "COPY … TO STDOUT"
            throw PostgresError(.misuse, reason: "the statement is no \(wanted)")
        }
    }

    private func skipResults() async throws(PostgresError) {
        while try await nextResult() != nil {}
    }

    /// Sends a part of the data, and waits until the socket has taken it: libpq would keep any amount in memory.
    func putCopyData(_ bytes: [UInt8]) async throws(PostgresError) {
        if let failure { throw failure }
        guard !Task.isCancelled else { throw PostgresError(.cancelled) }
        bytesArrived()
        let accepted = bytes.withUnsafeBytes {
            PQputCopyData(handle, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32($0.count))
        }
        try check(accepted)
        flush()
        while isWriteArmed {
            let seen = generation
            if let failure { throw failure }
            if isBroken { throw connectionLost() }
            if exchange?.isCancelled == true { throw PostgresError(.cancelled) }
            await wait(since: seen)
        }
    }

    private func nextCopyRow() async throws(PostgresError) -> [UInt8]? {
        while true {
            let seen = generation
            if let failure { throw failure }
            var row: UnsafeMutablePointer<CChar>?
            let count = PQgetCopyData(handle, &row, 1)
            switch count {
            case 1...:
                defer { PQfreemem(row) }
                bytesArrived()
                return Array(UnsafeRawBufferPointer(start: row, count: Int(count)))
            case 0:
                if isBroken { throw connectionLost() }
                await wait(since: seen)
            default:
                // The end, or an error: the result that follows tells.
                return nil
            }
        }
    }

    /// The COPY is alive: its deadline starts again, if it is one for standing still.
    private func bytesArrived() {
        if let copyTimeout { setDeadline(.now + copyTimeout) }
    }
}
