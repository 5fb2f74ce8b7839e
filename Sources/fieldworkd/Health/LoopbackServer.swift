import FlyingSocks
import FoundationEssentials
import Glibc
import ServiceLifecycle

/// Answers GET requests from this machine: on 127.0.0.1 and, where there is IPv6, on ::1.
///
/// Bounded in every direction: connections at a time, bytes of a request, and the time a connection may take.
struct LoopbackServer: Service {
    let port: UInt16
    /// How long a connection may take from its beginning to its end.
    var timeLimit = Duration.seconds(5)
    let answer: @Sendable (_ path: String) async -> HTTPAnswer

    /// Connections at a time; more wait their turn in the kernel.
    static let connectionLimit = 16

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            do { try await serve() } catch  where Task.isCancelled {}
        }
    }

    private func serve() async throws {
        let pool = SocketPool.make()
        try await pool.prepare()
        let listeners = try [listener(.inet(ip4: "127.0.0.1", port: port)), listener(.inet6(ip6: "::1", port: port))].compactMap(
            \.self)
        defer { for listener in listeners { try? listener.close() } }
        try await withThrowingTaskGroup { group in
            group.addTask { try await pool.run() }
            for listener in listeners {
                group.addTask { try await accept(AsyncSocket(socket: listener, pool: pool)) }
            }
            try await group.waitForAll()
        }
    }

    /// Nil where the machine does not know the family of addresses.
    private func listener(_ address: some SocketAddress) throws -> Socket? {
        guard let socket = try? Socket(domain: Int32(type(of: address).family)) else { return nil }
        do {
            try socket.setValue(true, for: .localAddressReuse)
            try socket.bind(to: address)
            try socket.listen()
            return socket
        } catch SocketError.failed(_, let code, let words) {
            try? socket.close()
            if code == EADDRNOTAVAIL || code == EAFNOSUPPORT { return nil }
            throw SettingsProblem(place: "http.port", "cannot listen on port \(port): \(words). Set another, or 0 for none")
        }
    }

    private func accept(_ listener: AsyncSocket) async throws {
        await withTaskGroup(of: Void.self) { group in
            var open = 0
            while !Task.isCancelled {
                if open == Self.connectionLimit {
                    await group.next()
                    open -= 1
                }
                do {
                    let connection = try await listener.accept()
                    group.addTask { await serve(connection) }
                    open += 1
                } catch {
                    // Too many open files, or a client that left while it waited.
                    try? await Task.sleep(for: .milliseconds(100))
                }
            }
        }
    }

    private func serve(_ connection: AsyncSocket) async {
        await withTaskGroup { group in
            group.addTask { try? await exchange(connection) }
            group.addTask { try? await Task.sleep(for: timeLimit) }
            await group.next()
            group.cancelAll()
        }
        try? connection.close()
    }

    private func exchange(_ connection: AsyncSocket) async throws {
        var bytes: [UInt8] = []
        while true {
            bytes += try await connection.read(atMost: HTTPExchange.headLimit - bytes.count)
            switch HTTPExchange.read(bytes) {
            case .incomplete: continue
            case .path(let path): try await connection.write(Data(answer(path).bytes))
            case .refused(let answer): try await connection.write(Data(answer.bytes))
            }
            return
        }
    }
}
