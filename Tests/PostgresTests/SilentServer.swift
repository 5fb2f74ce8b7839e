import EmbeddedPostgres
import Glibc
import Postgres
import TestSupport

/// Accepts connections, as the kernel does for it, and never says a word.
final class SilentServer: Sendable {
    let port: Int
    private let listener: Int32

    init() throws { (listener, port) = try Self.listen() }

    deinit { close(listener) }

    /// Waits for somebody to connect.
    func acceptOne() { close(accept(listener, nil, nil)) }

    /// A port where nobody listens.
    static func unusedPort() throws -> Int {
        let (listener, port) = try listen()
        close(listener)
        return port
    }

    private struct SocketFailure: Error { let code = errno }

    private static func listen() throws -> (socket: Int32, port: Int) {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, length) | Glibc.listen(listener, 8) | getsockname(listener, address, &length)
            }
        }
        guard code == 0 else { throw SocketFailure() }
        return (listener, Int(UInt16(bigEndian: address.sin_port)))
    }
}

struct SignalFailure: Error { let code = errno }

/// Sends a signal to a process of the server.
func send(_ signal: Int32, to process: Int32) throws {
    guard kill(process, signal) == 0 else { throw SignalFailure() }
}

/// Runs `body` with the way to a server of its own.
func withTestServerConfiguration<R: Sendable>(_ body: @Sendable (PostgresConfiguration) async throws -> R) async throws -> R {
    try await withTestServer { server in try await body(PostgresConfiguration(server.postgres.conninfo())) }
}
