import Glibc
import Postgres
import TestSupport
import Testing

@Suite("Deadlines and cancellation")
struct CancellationTests {
    @Test("a missed deadline closes the connection and stops the statement on the server")
    func deadline() async throws {
        try await withTestConfiguration { configuration in
            try await withConnection(configuration) { observer in
                let pid = try await withConnection(configuration) { connection in
                    let pid = connection.backendPID
                    let error = try await postgresError {
                        try await connection.execute(Sleep(), deadline: .milliseconds(50))
                    }
                    #expect(error.kind == .deadlineExceeded && error.statement == "Sleep")
                    connection.expectClosed()
                    let next = try await postgresError { try await connection.execute(AddOne(value: 1)) }
                    #expect(next.kind == .connectionLost)
                    return pid
                }
                // Without the cancellation it would sleep for ten minutes.
                while try await observer.execute(SessionState(backendPID: pid)) != [] {}
            }
        }
    }

    @Test("a server process that is stopped is noticed by the deadline")
    func stoppedProcess() async throws {
        try await withTestConnection { connection in
            let pid = connection.backendPID
            try send(SIGSTOP, to: pid)
            let error = try await postgresError { try await connection.execute(AddOne(value: 1), deadline: .milliseconds(50)) }
            try send(SIGCONT, to: pid)
            #expect(error.kind == .deadlineExceeded)
        }
    }

    @Test("the time in line counts, and giving up there does no harm to the statement in front")
    func deadlineInLine() async throws {
        try await withTestConfiguration { configuration in
            try await withConnection(configuration) { observer in
                let (pids, pid) = AsyncStream<(Int32, PostgresConnection)>.makeStream()
                async let front: PostgresError? = withConnection(configuration) { connection in
                    pid.yield((connection.backendPID, connection))
                    return try await postgresError { try await connection.execute(Sleep()) }
                }
                var iterator = pids.makeAsyncIterator()
                let (backend, connection) = try #require(await iterator.next())
                try await observer.waitUntilAsleep(backend)
                let late = try await postgresError {
                    try await connection.execute(AddOne(value: 1), deadline: .milliseconds(20))
                }
                #expect(late.kind == .deadlineExceeded)
                let impatient = Task { try await postgresError { try await connection.execute(AddOne(value: 1)) } }
                impatient.cancel()
                #expect(try await impatient.value.kind == .cancelled)
                await connection.cancelRunning()
                #expect(try await front?.sqlState == .queryCanceled)
                #expect(try await front?.kind == .server)
            }
        }
    }

    @Test("a cancelled task is told so before anything is sent")
    func cancelledBefore() async throws {
        try await withTestConfiguration { configuration in
            let errors = try await Task {
                try await withConnection(configuration) { connection in
                    withUnsafeCurrentTask { $0?.cancel() }
                    return [
                        try await postgresError { try await connection.execute(AddOne(value: 1)) },
                        try await postgresError { try await connection.executeScript("select 1") },
                        try await postgresError { try await connection.withTransaction { _ in } },
                    ]
                }
            }.value
            #expect(errors.map(\.kind) == [.cancelled, .cancelled, .cancelled])
            let opening = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await postgresError { try await withConnection(configuration) { _ in } }
            }
            #expect(try await opening.value.kind == .cancelled)
        }
    }

    @Test("cancelling with nothing running does nothing")
    func nothingToCancel() async throws {
        try await withTestConnection { connection in
            for value in 0..<20 {
                await connection.cancelRunning()
                let rows = try await connection.execute(AddOne(value: Int64(value)))
                #expect(rows == [Int64(value) + 1])
            }
        }
    }

    @Test(
        "a cancellation never hits the statement after the one it was meant for", arguments: [UInt64.random(in: 0...UInt64.max)])
    func cancellationRaces(seed: UInt64) async throws {
        try await withTestConnection { connection in
            var random = SeededGenerator(seed: seed)
            for round in 0..<200 {
                let yields = Int.random(in: 0...30, using: &random)
                let statement = Task { try await connection.execute(AddOne(value: 7)) }
                for _ in 0..<yields { await Task.yield() }
                statement.cancel()
                // Either is right, as long as the next statement knows nothing of it.
                switch await statement.result {
                case .success(let rows): #expect(rows == [8])
                case .failure(let error): #expect((error as? PostgresError)?.kind == .cancelled)
                }
                let rows = try await connection.execute(AddOne(value: Int64(round)))
                #expect(rows == [Int64(round) + 1], "seed \(seed)")
            }
        }
    }
}
