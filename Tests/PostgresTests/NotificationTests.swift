import Glibc
import Postgres
import Testing

@Suite("Notifications")
struct NotificationTests {
    @Test("arrive in order, on the channels listened to, with payload and sender")
    func listen() async throws {
        try await withTestConfiguration { configuration in
            try await withConnection(configuration) { listener in
                try await listener.listen("Jobs \"x\"")
                let sender = try await withConnection(configuration) { connection in
                    try await connection.notify("other")
                    for payload in ["a", "", "臺灣"] { try await connection.notify("Jobs \"x\"", payload: payload) }
                    return connection.backendPID
                }
                var iterator = listener.notifications.makeAsyncIterator()
                for payload in ["a", "", "臺灣"] {
                    let notification = await iterator.next()
                    #expect(notification == PostgresNotification(channel: "Jobs \"x\"", payload: payload, backendPID: sender))
                }
                try await listener.unlisten("Jobs \"x\"")
                try await listener.listen("mine")
                try await listener.notify("Jobs \"x\"")
                try await listener.notify("mine")
                #expect(await iterator.next()?.channel == "mine")
            }
        }
    }

    @Test("arrive while a statement runs")
    func whileBusy() async throws {
        try await withTestConfiguration { configuration in
            try await withConnection(configuration) { listener in
                try await listener.listen("jobs")
                let pid = listener.backendPID
                async let sleep: Void = listener.executeScript("select pg_sleep(600)")
                try await withConnection(configuration) { connection in
                    try await connection.waitUntilAsleep(pid)
                    try await connection.notify("jobs")
                }
                // The server delivers between statements.
                await listener.cancelRunning()
                _ = try? await sleep
                var iterator = listener.notifications.makeAsyncIterator()
                #expect(await iterator.next()?.channel == "jobs")
            }
        }
    }
}

@Suite("Listener")
struct PostgresListenerTests {
    private func withListener(
        _ configuration: PostgresConfiguration, probeInterval: Duration = .seconds(60),
        _ body: @Sendable (PostgresListener) async throws -> Void
    ) async throws {
        let listener = PostgresListener(configuration, channels: ["jobs"], logger: .silent, probeInterval: probeInterval)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await listener.run() }
            try await body(listener)
            group.cancelAll()
        }
        // Nothing is left to come.
        for await _ in listener.events {}
    }

    @Test("passes notifications on, and listens again when its session is ended")
    func reconnects() async throws {
        try await withTestConfiguration { configuration in
            try await withConnection(configuration) { connection in
                try await withListener(configuration) { listener in
                    var events = listener.events.makeAsyncIterator()
                    for payload in ["first", "second", "third"] {
                        guard case .listening(let pid) = await events.next() else {
                            Issue.record("expected to be listening")
                            return
                        }
                        try await connection.notify("jobs", payload: payload)
                        guard case .notification(let notification) = await events.next() else {
                            Issue.record("expected a notification")
                            return
                        }
                        #expect(notification.payload == payload)
                        try await connection.execute(Terminate(backendPID: pid))
                        guard case .lost(let error) = await events.next() else {
                            Issue.record("expected the connection to be lost")
                            return
                        }
                        #expect(error.kind == .connectionLost && error.sqlState == .adminShutdown)
                    }
                }
            }
        }
    }

    @Test("finds out that its connection is dead although nothing says so")
    func halfOpen() async throws {
        try await withTestConfiguration { configuration in
            try await withListener(configuration, probeInterval: .milliseconds(50)) { listener in
                var events = listener.events.makeAsyncIterator()
                guard case .listening(let pid) = await events.next() else {
                    Issue.record("expected to be listening")
                    return
                }
                try send(SIGSTOP, to: pid)
                defer { try? send(SIGCONT, to: pid) }
                guard case .lost(let error) = await events.next() else {
                    Issue.record("expected the connection to be lost")
                    return
                }
                #expect(error.kind == .deadlineExceeded || error.kind == .connectionLost)
                guard case .listening(let next) = await events.next() else {
                    Issue.record("expected to be listening again")
                    return
                }
                #expect(next != pid)
            }
        }
    }

    @Test("tries on while there is no server")
    func noServer() async throws {
        let port = try SilentServer.unusedPort()
        try await withListener(PostgresConfiguration("host=127.0.0.1 port=\(port)")) { listener in
            var events = listener.events.makeAsyncIterator()
            for _ in 0..<2 {
                guard case .lost(let error) = await events.next() else {
                    Issue.record("expected to have failed")
                    return
                }
                #expect(error.kind == .connectFailed)
            }
        }
    }
}
