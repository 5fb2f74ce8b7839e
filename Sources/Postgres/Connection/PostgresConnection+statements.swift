import CLibPQ

extension PostgresConnection {
    /// Runs a statement and decodes its rows.
    ///
    /// - Parameter deadline: how long the call may take, waiting for the connection's turn included;
    ///   ``PostgresConfiguration/roundTripTimeout`` if nil. A connection that misses it is closed.
    /// - Throws: ``PostgresError``. After kind `server`, `decoding`, `misuse` and (mostly) `cancelled` the connection can be
    ///   used on, see ``isUsable``.
    public func execute<S: PostgresStatement>(
        _ statement: S, deadline: Duration? = nil
    ) async throws(PostgresError) -> [S.Row] {
        try await result(of: statement, deadline).rows(of: S.self)
    }

    /// Runs a statement whose rows do not matter.
    ///
    /// - Returns: the number of rows inserted, updated, deleted or selected; 0 for other commands.
    @discardableResult
    public func execute<S: PostgresStatement>(
        _ statement: S, deadline: Duration? = nil
    ) async throws(PostgresError) -> Int where S.Row == Void {
        try await result(of: statement, deadline).affectedRows
    }

    /// Runs any number of statements, separated by semicolons and without parameters, as one: together they are a
    /// transaction unless the script has transaction commands of its own. Results are not returned.
    public func executeScript(_ sql: String, deadline: Duration? = nil) async throws(PostgresError) {
        try await roundTrip(within: deadline) { () async throws(PostgresError) in
            _ = try await simpleQuery(sql)
        }
    }

    /// Has the server parse and check the statement without running it; a test can hold every statement against the
    /// schema this way. The values bound do not matter, only their types.
    public func prepare<S: PostgresStatement>(_ statement: S, deadline: Duration? = nil) async throws(PostgresError) {
        do throws(PostgresError) {
            try await roundTrip(within: deadline) { () async throws(PostgresError) in
                try bind(statement)
                _ = try await preparedName(S.self)
            }
        } catch {
            throw error.naming(S.name)
        }
    }

    // MARK: Inside a round trip

    func simpleQuery(_ sql: String) async throws(PostgresError) -> ServerResult {
        try check(PQsendQuery(handle, sql))
        flush()
        return try await lastResult()
    }

    private func result<S: PostgresStatement>(
        of statement: S, _ deadline: Duration?
    ) async throws(PostgresError) -> ServerResult {
        do throws(PostgresError) {
            return try await roundTrip(within: deadline) { () async throws(PostgresError) in
                let key = Command.declared(S.self).key
                let wasPrepared = prepared[key] != nil
                do throws(PostgresError) {
                    return try await run(statement)
                } catch {
                    guard wasPrepared, error.isStalePlan else { throw error }
                    prepared[key] = nil
                    // In a transaction the error has already done its damage.
                    guard transactionStatus == PQTRANS_IDLE else { throw error }
                    return try await run(statement)
                }
            }
        } catch {
            throw error.naming(S.name)
        }
    }

    private func run<S: PostgresStatement>(_ statement: S) async throws(PostgresError) -> ServerResult {
        try bind(statement)
        if configuration.preparesStatements {
            try check(sendPrepared(await preparedName(S.self), parameters, S.resultFormat))
        } else {
            try check(sendUnnamed(S.sql, parameters, S.resultFormat))
        }
        flush()
        return try await lastResult()
    }

    private func bind(_ statement: some PostgresStatement) throws(PostgresError) {
        parameters.removeAll()
        statement.bind(to: &parameters)
        try parameters.checkSendable()
    }

    /// The name of the statement on the server; prepares it, with the types bound, if it is new.
    private func preparedName<S: PostgresStatement>(_: S.Type) async throws(PostgresError) -> String {
        let key = Command.declared(S.self).key
        if let known = prepared[key] {
            try known.checkTypes(parameters)
            return known.name
        }
        let new = PreparedStatement(name: newName(S.name), types: parameters.types)
        try check(sendPrepare(new.name, S.sql, parameters))
        flush()
        _ = try await lastResult()
        prepared[key] = new
        return new.name
    }

    /// Unique in the session, and speaking in `pg_prepared_statements`.
    func newName(_ label: String) -> String {
        preparedCount += 1
        return "\(preparedCount)_\(label)"
    }

    func sendPrepare(_ name: String, _ sql: String, _ parameters: PostgresParameters) -> Int32 {
        parameters.withTypes { PQsendPrepare(handle, name, sql, $0, $1) }
    }

    func sendPrepared(_ name: String, _ parameters: PostgresParameters, _ format: PostgresFormat) -> Int32 {
        parameters.withValues { PQsendQueryPrepared(handle, name, $0, $1, $2, $3, format.rawValue) }
    }

    func sendUnnamed(_ sql: String, _ parameters: PostgresParameters, _ format: PostgresFormat) -> Int32 {
        parameters.withTypes { _, types in
            parameters.withValues { PQsendQueryParams(handle, sql, $0, types, $1, $2, $3, format.rawValue) }
        }
    }
}

extension PostgresParameters {
    var types: [PostgresType] { slots.map(\.type) }

    func checkSendable() throws(PostgresError) {
        if let rejection = buffer.rejection { throw PostgresError(.misuse, reason: rejection) }
    }
}
