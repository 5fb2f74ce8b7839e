import CLibPQ

extension PostgresConnection {
    /// What arrives on the channels this connection listens to, in the order of the senders' commits; ends when the connection
    /// is closed. The channels stay with the connection: for a listener that reconnects, see ``PostgresListener``.
    ///
    /// For one reader. When it falls 10,000 behind, new ones are dropped: treat a notification as a hint to go and look, never
    /// as the only copy of something.
    public nonisolated var notifications: AsyncStream<PostgresNotification> { notificationStream.stream }

    /// Starts to listen; in a transaction, from its commit on.
    public func listen(_ channel: String, deadline: Duration? = nil) async throws(PostgresError) {
        isListening = true
        try await executeScript("listen \(quotedIdentifier(channel))", deadline: deadline)
    }

    /// Stops to listen; in a transaction, from its commit on.
    public func unlisten(_ channel: String, deadline: Duration? = nil) async throws(PostgresError) {
        try await executeScript("unlisten \(quotedIdentifier(channel))", deadline: deadline)
    }

    /// Notifies everybody who listens to the channel; in a transaction, when it commits.
    ///
    /// Committing a transaction that notifies takes a lock on the whole server: where many sessions write, notify in a
    /// statement of its own after the commit.
    public func notify(
        _ channel: String, payload: String = "", deadline: Duration? = nil
    ) async throws(PostgresError) {
        try await execute(Notify(channel: channel, payload: payload), deadline: deadline)
    }

    func takeNotifications() {
        while let notification = PQnotifies(handle) {
            notificationStream.continuation.yield(
                PostgresNotification(
                    channel: String(cString: notification.pointee.relname),
                    payload: String(cString: notification.pointee.extra), backendPID: notification.pointee.be_pid))
            PQfreemem(notification)
        }
    }
}

private struct Notify: PostgresStatement {
    let channel: String
    let payload: String

    static let sql = "select pg_notify($1, $2)"

    func bind(to parameters: inout PostgresParameters) {
        parameters.append(channel)
        parameters.append(payload)
    }
}

/// The name as SQL takes it, whatever characters it has.
func quotedIdentifier(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
}
