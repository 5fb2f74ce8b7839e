import CLibPQ

extension PostgresConnection {
    /// What arrives on the channels this connection listens to. The channels stay with the connection until it is closed;
    /// for a listener that reconnects, see ``PostgresListener``.
    public nonisolated var notifications: PostgresNotifications { PostgresNotifications(stream: notificationStream.stream) }

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
