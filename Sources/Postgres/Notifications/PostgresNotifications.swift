/// The notifications of one connection, in the order of their commits; ends when the connection is closed.
///
/// For one reader: two iterations at once share the notifications between them. A reader that falls ``capacity`` behind
/// loses the newest, so treat a notification as a hint to go and look, never as the only copy of something.
public struct PostgresNotifications: AsyncSequence, Sendable {
    /// Notifications kept for a slow reader.
    public static let capacity = 10_000

    let stream: AsyncStream<PostgresNotification>

    public struct AsyncIterator: AsyncIteratorProtocol {
        var iterator: AsyncStream<PostgresNotification>.AsyncIterator

        public mutating func next(
            isolation actor: isolated (any Actor)? = #isolation
        ) async -> PostgresNotification? {
            await iterator.next(isolation: actor)
        }
    }

    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(iterator: stream.makeAsyncIterator()) }
}
