import Synchronization

/// Statements to be sent together, in pipeline mode: one round trip for all of them.
///
/// They succeed or fail together. A batch is a value: one module can build it, another run it.
///
/// ```swift
/// var batch = PostgresBatch()
/// let inserted = batch.add(InsertDocument(…))
/// batch.add(EnqueueJob(…))
/// let results = try await connection.run(batch)
/// let id = try results[inserted].first
/// ```
public struct PostgresBatch: Sendable {
    /// Frames the statements in BEGIN … COMMIT, in the same round trip. Without it they are an implicit transaction, or
    /// part of the one that is open.
    public var transaction: PostgresTransactionOptions?

    private(set) var entries: [Entry] = []

    public init(transaction: PostgresTransactionOptions? = nil) { self.transaction = transaction }

    public var isEmpty: Bool { entries.isEmpty }
    public var count: Int { entries.count }

    /// Appends a statement; its values are encoded now.
    ///
    /// - Returns: what to find its rows by in the results.
    @discardableResult
    public mutating func add<S: PostgresStatement>(_ statement: S) -> PostgresBatchKey<S> {
        var parameters = PostgresParameters()
        statement.bind(to: &parameters)
        let id = Self.lastID.add(1, ordering: .relaxed).newValue
        entries.append(Entry(id: id, command: .declared(S.self), parameters: parameters))
        return PostgresBatchKey(id: id, position: entries.count - 1)
    }

    /// Appends the statements of another batch; its keys find their rows in this one's results too. Its ``transaction`` does
    /// not matter. A batch that is appended twice has its keys find the first.
    public mutating func append(contentsOf other: PostgresBatch) { entries += other.entries }

    /// Ids and not positions tell the entries apart, so that keys outlive `append(contentsOf:)`.
    private static let lastID = Atomic<UInt64>(0)

    struct Entry: Sendable {
        let id: UInt64
        let command: Command
        let parameters: PostgresParameters

        init(id: UInt64, command: Command, parameters: PostgresParameters) {
            self.id = id
            self.command = command
            self.parameters = parameters
        }

        /// One of this module's own statements, whose result nobody asks for.
        init(_ sql: String, _ parameters: PostgresParameters = PostgresParameters()) {
            self.init(id: 0, command: .text(sql), parameters: parameters)
        }
    }
}

/// Finds the rows of a statement in the results of its batch.
public struct PostgresBatchKey<Statement: PostgresStatement>: Hashable, Sendable {
    let id: UInt64
    /// Where the entry stood in the batch it was added to: most often where it still stands.
    let position: Int
}
