/// What the statements of a batch returned.
public struct PostgresBatchResults: Sendable {
    let ids: [UInt64]
    let results: [ServerResult]

    /// The rows of a statement; throws if they are not what its `decode` expects, or if the statement was in another batch.
    public subscript<S: PostgresStatement>(key: PostgresBatchKey<S>) -> [S.Row] {
        get throws(PostgresError) {
            do throws(PostgresError) {
                return try result(key).rows(of: S.self)
            } catch {
                throw error.naming(S.name)
            }
        }
    }

    /// The number of rows a statement inserted, updated, deleted or selected.
    public func affectedRows<S: PostgresStatement>(_ key: PostgresBatchKey<S>) throws(PostgresError) -> Int {
        do throws(PostgresError) {
            return try result(key).affectedRows
        } catch {
            throw error.naming(S.name)
        }
    }

    private func result<S: PostgresStatement>(_ key: PostgresBatchKey<S>) throws(PostgresError) -> ServerResult {
        let isInPlace = key.position < ids.count && ids[key.position] == key.id
        guard let index = isInPlace ? key.position : ids.firstIndex(of: key.id) else {
            throw PostgresError(.misuse, reason: "the statement was not in this batch")
        }
        return results[index]
    }
}
