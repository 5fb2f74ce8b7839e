/// What the statements of a batch returned.
public struct PostgresBatchResults: Sendable {
    /// The batch that was sent, with what opened and closed its transaction.
    let batch: PostgresBatch
    /// How many statements opened it.
    let offset: Int
    let results: [ServerResult]

    /// The rows of a statement; throws if they are not what its `decode` expects, or if the statement was in another batch.
    public subscript<S: PostgresStatement>(key: PostgresBatchKey<S>) -> [S.Row] {
        get throws(PostgresError) { try result(key.id, key.position, S.self).rows(of: S.self) }
    }

    /// The number of rows a statement inserted, updated, deleted or selected.
    public func affectedRows<S: PostgresStatement>(_ key: PostgresBatchKey<S>) throws(PostgresError) -> Int {
        try result(key.id, key.position, S.self).affectedRows
    }

    private func result(
        _ id: UInt64, _ position: Int, _ statement: any PostgresStatement.Type
    ) throws(PostgresError) -> ServerResult {
        let place = position + offset
        if place < results.count, batch.entries[place].id == id { return results[place] }
        guard let index = batch.entries.firstIndex(where: { $0.id == id }), index < results.count else {
            throw PostgresError(.misuse, statement: statement.name, reason: "the statement was not in this batch")
        }
        return results[index]
    }
}
