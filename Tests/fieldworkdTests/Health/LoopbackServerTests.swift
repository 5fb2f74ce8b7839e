import FlyingSocks
import FoundationEssentials
import Glibc
import ServiceLifecycle
import Testing

@testable import fieldworkd

@Suite(.timeLimit(.minutes(15))) struct LoopbackServerTests {
    /// A server whose every answer is the path asked for.
    private func withServer(
        timeLimit: Duration = .seconds(60), _ body: @Sendable @escaping (UInt16) async throws -> Void
    ) async throws {
        let port = try Loopback.freePort()
        let server = LoopbackServer(port: port, timeLimit: timeLimit) { .plain(200, $0) }
        try await withThrowingTaskGroup { group in
            group.addTask { try await server.run() }
            group.addTask {
                // Until it listens, connections are refused.
                while (try? await Loopback.exchange("GET / HTTP/1.1\r\n\r\n", port: port)) == nil { await Task.yield() }
                try await body(port)
            }
            try await group.next()
            group.cancelAll()
        }
    }

    @Test("a request is answered however its bytes are cut")
    func pieces() async throws {
        try await withServer { port in
            let address: sockaddr_in = try .inet(ip4: "127.0.0.1", port: port)
            let socket = try await AsyncSocket.connected(to: address)
            for byte in "GET /healthz HTTP/1.1\r\n\r\n".utf8 { try await socket.write(Data([byte])) }
            let answer = String(decoding: try await socket.read(atMost: 4096), as: UTF8.self)
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n") && answer.hasSuffix("\r\n\r\n/healthz\n"))
            try socket.close()
        }
    }

    @Test("more clients than are served at once all get their answer")
    func many() async throws {
        try await withServer { port in
            try await withThrowingTaskGroup(of: String.self) { group in
                for number in 0..<100 {
                    group.addTask { try await Loopback.exchange("GET /\(number) HTTP/1.1\r\n\r\n", port: port) }
                }
                var answers = 0
                for try await answer in group where answer.hasPrefix("HTTP/1.1 200 OK") { answers += 1 }
                #expect(answers == 100)
            }
        }
    }

    @Test("clients that say nothing are sent away, and others served after them")
    func silent() async throws {
        try await withServer(timeLimit: .milliseconds(50)) { port in
            let address: sockaddr_in = try .inet(ip4: "127.0.0.1", port: port)
            var silent: [AsyncSocket] = []
            for _ in 0..<LoopbackServer.connectionLimit { silent.append(try await AsyncSocket.connected(to: address)) }
            #expect(try await Loopback.exchange("GET /x HTTP/1.1\r\n\r\n", port: port).hasSuffix("/x\n"))
            for socket in silent {
                await #expect(throws: SocketError.disconnected) { try await socket.read(atMost: 1) }
                try socket.close()
            }
        }
    }

    @Test("a head without end is refused as soon as it is too long")
    func endless() async throws {
        try await withServer { port in
            let answer = try await Loopback.exchange(String(repeating: "x", count: HTTPExchange.headLimit), port: port)
            #expect(answer.hasPrefix("HTTP/1.1 431 "))
        }
    }

    @Test("a port that is taken is a problem of the configuration")
    func taken() async throws {
        let socket = try Loopback.listener()
        defer { try? socket.close() }
        let port = try Loopback.port(of: socket)
        let problem = await #expect(throws: SettingsProblem.self) {
            try await LoopbackServer(port: port) { .plain(200, $0) }.run()
        }
        #expect(problem?.description.hasPrefix("http.port: cannot listen on port \(port): ") == true)
    }
}
