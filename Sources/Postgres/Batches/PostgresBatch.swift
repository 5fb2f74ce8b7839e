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

    struct Entry: Sendable {
        /// Tells entries apart where positions would not outlive `append(contentsOf:)`.
        let id: UInt64
        let command: Command
        /// Its values in `parameters`.
        let slots: Range<Int>
    }

    private(set) var entries: [Entry] = []
    /// The values of all entries.
    private(set) var parameters = PostgresParameters()
    /// Why the batch cannot be sent, if a statement has a value which cannot.
    private(set) var rejection: PostgresError?

    public init(transaction: PostgresTransactionOptions? = nil) { self.transaction = transaction }

    public var isEmpty: Bool { entries.isEmpty }
    public var count: Int { entries.count }

    /// Appends a statement; its values are encoded now.
    ///
    /// - Returns: what to find its rows by in the results.
    @discardableResult
    public mutating func add<S: PostgresStatement>(_ statement: S) -> PostgresBatchKey<S> {
        let (id, position) = append(.declared(S.self)) { statement.bind(to: &$0) }
        return PostgresBatchKey(id: id, position: position)
    }

    /// Appends one of this module's own statements, which have no values and whose results nobody asks for.
    mutating func add(_ sql: StaticString) { _ = append(.own(sql)) { _ in } }

    /// Appends the statements of another batch; its keys find their rows in this one's results too. Its ``transaction`` does
    /// not matter. A batch that is appended twice has its keys find the first.
    public mutating func append(contentsOf other: PostgresBatch) {
        let shift = parameters.slots.count
        parameters.append(contentsOf: other.parameters)
        for entry in other.entries {
            let slots = entry.slots.lowerBound + shift..<entry.slots.upperBound + shift
            entries.append(Entry(id: entry.id, command: entry.command, slots: slots))
        }
        rejection = rejection ?? other.rejection
    }

    private mutating func append(
        _ command: Command, _ bind: (inout PostgresParameters) -> Void
    ) -> (id: UInt64, position: Int) {
        let id = Self.lastID.add(1, ordering: .relaxed).newValue
        let start = parameters.slots.count
        bind(&parameters)
        entries.append(Entry(id: id, command: command, slots: start..<parameters.slots.count))
        if rejection == nil, let reason = parameters.buffer.rejection {
            rejection = PostgresError(.misuse, statement: command.name, reason: reason)
        }
        return (id, entries.count - 1)
    }

    private static let lastID = Atomic<UInt64>(0)
}

/// Finds the rows of a statement in the results of its batch.
public struct PostgresBatchKey<Statement: PostgresStatement>: Hashable, Sendable {
    let id: UInt64
    /// Where the entry stood in the batch it was added to: most often where it still stands.
    let position: Int
}
