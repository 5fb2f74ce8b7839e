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
        try await result(of: statement, S.self, deadline).rows(of: S.self)
    }

    /// Runs a statement whose rows do not matter.
    ///
    /// - Returns: the number of rows inserted, updated, deleted or selected; 0 for other commands.
    @discardableResult
    public func execute<S: PostgresStatement>(
        _ statement: S, deadline: Duration? = nil
    ) async throws(PostgresError) -> Int where S.Row == Void {
        try await result(of: statement, S.self, deadline).affectedRows
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
    public func prepare(_ statement: some PostgresStatement, deadline: Duration? = nil) async throws(PostgresError) {
        do throws(PostgresError) {
            try await roundTrip(within: deadline) { () async throws(PostgresError) in
                try bind(statement)
                _ = try await preparedName(.declared(type(of: statement)))
            }
        } catch {
            throw error.naming(type(of: statement).name)
        }
    }

    // MARK: Inside a round trip

    func simpleQuery(_ sql: String) async throws(PostgresError) -> ServerResult {
        try check(PQsendQuery(handle, sql))
        flush()
        return try await lastResult()
    }

    private func result(
        of statement: some PostgresStatement, _ type: any PostgresStatement.Type, _ deadline: Duration?
    ) async throws(PostgresError) -> ServerResult {
        do throws(PostgresError) {
            return try await roundTrip(within: deadline) { () async throws(PostgresError) in
                let command = Command.declared(type)
                let wasPrepared = prepared[command.key] != nil
                do throws(PostgresError) {
                    return try await run(statement, command)
                } catch {
                    guard wasPrepared, error.isStalePlan else { throw error }
                    prepared[command.key] = nil
                    // In a transaction the error has already done its damage.
                    guard transactionStatus == PQTRANS_IDLE else { throw error }
                    return try await run(statement, command)
                }
            }
        } catch {
            throw error.naming(type.name)
        }
    }

    private func run(_ statement: some PostgresStatement, _ command: Command) async throws(PostgresError) -> ServerResult {
        try bind(statement)
        let slots = parameters.slots.indices
        if configuration.preparesStatements {
            try check(sendPrepared(await preparedName(command), parameters, slots, command.format))
        } else {
            try check(sendUnnamed(command.sql, parameters, slots, command.format))
        }
        flush()
        return try await lastResult()
    }

    private func bind(_ statement: some PostgresStatement) throws(PostgresError) {
        parameters.removeAll()
        statement.bind(to: &parameters)
        if let rejection = parameters.buffer.rejection { throw PostgresError(.misuse, reason: rejection) }
    }

    /// The name of the statement on the server; prepares it, with the types bound, if it is new.
    private func preparedName(_ command: Command) async throws(PostgresError) -> String {
        if let known = prepared[command.key] {
            try known.checkTypes(parameters.slots[...])
            return known.name
        }
        let new = newStatement(command.name, parameters.slots[...])
        try check(sendPrepare(new.name, command.sql, parameters, parameters.slots.indices))
        flush()
        _ = try await lastResult()
        prepared[command.key] = new
        return new.name
    }

    /// Its name is unique in the session, and speaks in `pg_prepared_statements`.
    func newStatement(_ label: String, _ slots: ArraySlice<PostgresParameters.Slot>) -> PreparedStatement {
        preparedCount += 1
        return PreparedStatement(name: "\(preparedCount)_\(label)", types: slots.map(\.type))
    }

    func sendPrepare(_ name: String, _ sql: String, _ parameters: PostgresParameters, _ slots: Range<Int>) -> Int32 {
        parameters.withTypes(of: slots) { PQsendPrepare(handle, name, sql, $0, $1) }
    }

    func sendPrepared(
        _ name: String, _ parameters: PostgresParameters, _ slots: Range<Int>, _ format: PostgresFormat
    ) -> Int32 {
        parameters.withValues(of: slots) { PQsendQueryPrepared(handle, name, $0, $1, $2, $3, format.rawValue) }
    }

    func sendUnnamed(
        _ sql: String, _ parameters: PostgresParameters, _ slots: Range<Int>, _ format: PostgresFormat
    ) -> Int32 {
        parameters.withTypes(of: slots) { _, types in
            parameters.withValues(of: slots) { PQsendQueryParams(handle, sql, $0, types, $1, $2, $3, format.rawValue) }
        }
    }
}
