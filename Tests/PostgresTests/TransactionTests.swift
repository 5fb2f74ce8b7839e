import Postgres
import Testing

@Suite("Transactions")
struct TransactionTests {
    private struct Stop: Error {}

    @Test("commit what the body did, or nothing of it if it throws")
    func commitAndRollBack() async throws {
        try await withTestConnection { connection in
            try await connection.createItems()
            var local = 0
            let count = try await connection.withTransaction { connection in
                try await connection.execute(InsertItem(id: 1))
                local += 1
                return try await connection.itemCount()
            }
            #expect(count == 1 && local == 1)
            await #expect(throws: Stop.self) {
                try await connection.withTransaction { connection in
                    try await connection.execute(InsertItem(id: 2))
                    throw Stop()
                }
            }
            connection.expectReady()
            #expect(try await connection.itemCount() == 1)
        }
    }

    @Test("say so when there is nothing left to commit")
    func swallowedError() async throws {
        try await withTestConnection { connection in
            try await connection.createItems()
            let error = try await postgresError {
                try await connection.withTransaction { connection in
                    try await connection.execute(InsertItem(id: 1))
                    _ = try? await connection.execute(Divide(by: 0))
                }
            }
            #expect(error.sqlState == .inFailedSQLTransaction)
            connection.expectReady()
            #expect(try await connection.itemCount() == 0)
        }
    }

    @Test("do not nest, and are not ended by their body")
    func nesting() async throws {
        try await withTestConnection { connection in
            let nested = try await postgresError {
                try await connection.withTransaction { try await $0.withTransaction { _ in } }
            }
            #expect(nested.kind == .misuse)
            let ended = try await postgresError {
                try await connection.withTransaction { try await $0.executeScript("commit") }
            }
            #expect(ended.kind == .misuse)
            connection.expectReady()
        }
    }

    @Test("fail at COMMIT with the server's reason")
    func deferredConstraint() async throws {
        try await withTestConnection { connection in
            try await connection.executeScript("create table t (id int8 unique deferrable initially deferred)")
            let error = try await postgresError {
                try await connection.withTransaction { try await $0.executeScript("insert into t values (1), (1)") }
            }
            #expect(error.kind == .server && error.sqlState == .uniqueViolation)
            connection.expectReady()
        }
    }

    @Test("are rolled back when their task is cancelled, and the connection stays")
    func cancellation() async throws {
        try await withTestConfiguration { configuration in
            try await withConnection(configuration) { observer in
                try await observer.createItems()
                let (pids, pid) = AsyncStream<Int32>.makeStream()
                let worker = Task {
                    try await withConnection(configuration) { connection in
                        pid.yield(connection.backendPID)
                        let error = try await postgresError {
                            try await connection.withTransaction { connection in
                                try await connection.execute(InsertItem(id: 1))
                                try await connection.execute(Sleep())
                            }
                        }
                        return (error, connection.isUsable, connection.isInTransaction)
                    }
                }
                var iterator = pids.makeAsyncIterator()
                try await observer.waitUntilAsleep(try #require(await iterator.next()))
                worker.cancel()
                let (error, isUsable, isInTransaction) = try await worker.value
                #expect(error.kind == .cancelled && error.sqlState == .queryCanceled && error.statement == "Sleep")
                #expect(isUsable && !isInTransaction)
                #expect(try await observer.itemCount() == 0)
            }
        }
    }

    @Test("are committed although their task is cancelled, if the body returned")
    func cancelledBeforeCommit() async throws {
        try await withTestConfiguration { configuration in
            try await withConnection(configuration) { try await $0.createItems() }
            try await Task {
                try await withConnection(configuration) { connection in
                    try await connection.withTransaction { connection in
                        try await connection.execute(InsertItem(id: 1))
                        withUnsafeCurrentTask { $0?.cancel() }
                    }
                }
            }.value
            #expect(try await withConnection(configuration) { try await $0.itemCount() } == 1)
        }
    }

    @Test("whose COMMIT went unanswered have an unknown outcome")
    func commitUnknown() async throws {
        try await withTestConfiguration { configuration in
            try await withConnection(configuration) { connection in
                try await connection.createItems()
                try await connection.executeScript(
                    """
                    create function doze() returns trigger language plpgsql as $$ begin perform pg_sleep(600); return null; end $$;
                    create constraint trigger doze after insert on item deferrable initially deferred
                        for each row execute function doze();
                    """)
            }
            var hasty = configuration
            hasty.roundTripTimeout = .seconds(1)
            let error = try await withConnection(hasty) { connection in
                let error = try await postgresError {
                    try await connection.withTransaction { try await $0.execute(InsertItem(id: 1)) }
                }
                connection.expectClosed()
                return error
            }
            #expect(error.kind == .commitUnknown)
            #expect(error.description == "outcome of COMMIT unknown: no answer in time")
        }
    }
}
