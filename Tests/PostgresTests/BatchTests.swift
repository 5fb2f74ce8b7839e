import Postgres
import Testing

@Suite("Batches")
struct BatchTests {
    @Test("return each statement's rows by its key, whatever they were composed of")
    func keys() async throws {
        try await withTestConnection { connection in
            try await connection.createItems()
            var other = PostgresBatch()
            let inserted = other.add(InsertItem(id: 9))
            let counted = other.add(CountItems())
            var batch = PostgresBatch()
            let sums = (0..<300).map { batch.add(AddOne(value: $0)) }
            batch.append(contentsOf: other)
            let last = batch.add(AddOne(value: 1000))
            #expect(batch.count == 303)
            let results = try await connection.run(batch)
            for (value, key) in sums.enumerated() { #expect(try results[key] == [Int64(value) + 1]) }
            #expect(try results.affectedRows(inserted) == 1)
            #expect(try results[counted] == [1])
            #expect(try results[last] == [1001])

            var stranger = PostgresBatch()
            let key = stranger.add(AddOne(value: 1))
            #expect(throws: PostgresError.self) { try results[key] }
            let nothing = try await connection.run(PostgresBatch())
            #expect(throws: PostgresError.self) { try nothing[last] }
        }
    }

    @Test("fail whole, with the error of the statement that failed", arguments: [false, true])
    func failure(inTransaction: Bool) async throws {
        try await withTestConnection { connection in
            try await connection.createItems()
            var batch = PostgresBatch(transaction: inTransaction ? PostgresTransactionOptions() : nil)
            batch.add(InsertItem(id: 1))
            batch.add(Divide(by: 0))
            batch.add(InsertItem(id: 2))
            // The first time the statements are new to the connection, the second time they are known.
            for _ in 0..<2 {
                let error = try await postgresError { try await connection.run(batch) }
                #expect(error.kind == .server && error.sqlState == .divisionByZero && error.statement == "Divide")
                connection.expectReady()
                #expect(try await connection.itemCount() == 0)
            }
        }
    }

    @Test("do not end the transaction they are part of, but spoil it when they fail")
    func insideTransaction() async throws {
        try await withTestConnection { connection in
            try await connection.createItems()
            var good = PostgresBatch()
            good.add(InsertItem(id: 1))
            var bad = PostgresBatch()
            bad.add(Divide(by: 0))
            let error = try await postgresError {
                try await connection.withTransaction { connection in
                    _ = try await connection.run(good)
                    #expect(try await connection.itemCount() == 1)
                    _ = try await connection.run(bad)
                }
            }
            #expect(error.sqlState == .divisionByZero)
            #expect(try await connection.itemCount() == 0)
        }
    }

    @Test("with a transaction of their own cannot be part of another")
    func nested() async throws {
        try await withTestConnection { connection in
            var batch = PostgresBatch(transaction: PostgresTransactionOptions())
            batch.add(AddOne(value: 1))
            let error = try await postgresError {
                try await connection.withTransaction { connection in try await connection.run(batch) }
            }
            #expect(error.kind == .misuse)
            connection.expectReady()
        }
    }

    private struct ShowSetting: PostgresStatement {
        let name: String
        static let sql = "select current_setting($1)"
        func bind(to parameters: inout PostgresParameters) { parameters.append(name) }
        static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
    }

    @Test("set what the transaction asks for, and only there")
    func settings() async throws {
        try await withTestConnection { connection in
            let options = PostgresTransactionOptions(
                isolation: .serializable, isReadOnly: true, statementTimeout: .seconds(2), lockTimeout: .milliseconds(1500),
                idleTimeout: .nanoseconds(1), commitsSynchronously: false, settings: [("application_name", "it's me")])
            var batch = PostgresBatch(transaction: options)
            let names = [
                "transaction_isolation", "transaction_read_only", "statement_timeout", "lock_timeout",
                "idle_in_transaction_session_timeout", "synchronous_commit", "application_name",
            ]
            let keys = names.map { batch.add(ShowSetting(name: $0)) }
            let results = try await connection.run(batch)
            let values = try keys.map { try results[$0].first ?? "" }
            #expect(values == ["serializable", "on", "2s", "1500ms", "1ms", "off", "it's me"])
            #expect(try await connection.execute(ShowSetting(name: "statement_timeout")) == ["0"])
        }
    }

    @Test("leave nothing open when a setting is refused")
    func badSetting() async throws {
        try await withTestConnection { connection in
            var batch = PostgresBatch(transaction: PostgresTransactionOptions(settings: [("no_such_setting", "1")]))
            batch.add(AddOne(value: 1))
            let error = try await postgresError { try await connection.run(batch) }
            #expect(error.sqlState == .undefinedObject)
            connection.expectReady()
        }
    }

    @Test("that were under way when the session ended are known or unknown, as the case may be")
    func commitUnknown() async throws {
        try await withTestConfiguration { configuration in
            try await withConnection(configuration) { observer in
                try await observer.createItems()
                // The session ends in front of COMMIT: known.
                let early = try await outcome(configuration, observer) { batch in
                    batch.add(InsertItem(id: 1))
                    batch.add(Sleep())
                }
                #expect(early.kind == .connectionLost && early.sqlState == .adminShutdown)
                // It ends in COMMIT, which a deferred trigger holds up: not known.
                try await observer.executeScript(
                    """
                    create function doze() returns trigger language plpgsql as $$ begin perform pg_sleep(600); return null; end $$;
                    create constraint trigger doze after insert on item deferrable initially deferred
                        for each row execute function doze();
                    """)
                let late = try await outcome(configuration, observer) { $0.add(InsertItem(id: 2)) }
                #expect(late.kind == .commitUnknown && late.sqlState == .adminShutdown)
                #expect(try await observer.itemCount() == 0)
            }
        }
    }

    /// The error of a batch whose session is ended while it sleeps.
    private func outcome(
        _ configuration: PostgresConfiguration, _ observer: isolated PostgresConnection,
        _ build: @Sendable (inout PostgresBatch) -> Void
    ) async throws -> PostgresError {
        var batch = PostgresBatch(transaction: PostgresTransactionOptions())
        build(&batch)
        let (pids, pid) = AsyncStream<Int32>.makeStream()
        async let error = withConnection(configuration) { [batch] connection in
            pid.yield(connection.backendPID)
            pid.finish()
            return try await postgresError { try await connection.run(batch) }
        }
        for await pid in pids {
            try await observer.waitUntilAsleep(pid)
            try await observer.execute(Terminate(backendPID: pid))
        }
        return try await error
    }
}
