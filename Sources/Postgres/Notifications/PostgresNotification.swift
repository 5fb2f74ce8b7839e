/// What another session sent with NOTIFY.
public struct PostgresNotification: Hashable, Sendable {
    public let channel: String
    /// Empty if none was given; at most 8,000 bytes.
    public let payload: String
    /// The server process of the sender.
    public let backendPID: Int32
}
