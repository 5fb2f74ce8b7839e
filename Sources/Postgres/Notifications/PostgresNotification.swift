/// What another session sent with NOTIFY.
public struct PostgresNotification: Hashable, Sendable {
    public let channel: String
    /// Empty if none was given; at most 8,000 bytes.
    public let payload: String
    /// The server process of the sender.
    public let backendPID: Int32

    public init(channel: String, payload: String, backendPID: Int32) {
        self.channel = channel
        self.payload = payload
        self.backendPID = backendPID
    }

    /// Notifications kept for a slow reader; what comes when there are as many is dropped.
    static let bufferSize = 10_000
}
