import FlyingSocks
import FoundationEssentials
import Glibc

/// This machine, as a client of it.
enum Loopback {
    /// A port that nobody listens on at this moment.
    static func freePort() throws -> UInt16 {
        let socket = try Socket(domain: AF_INET)
        defer { try? socket.close() }
        let any: sockaddr_in = try .inet(ip4: "127.0.0.1", port: 0)
        try socket.bind(to: any)
        guard case .ip4(_, let port) = try socket.sockname() else { throw SocketError.unsupportedAddress }
        return port
    }

    /// Sends bytes and returns all that is answered until the other side closes.
    static func exchange(_ request: String, port: UInt16) async throws -> String {
        let address: sockaddr_in = try .inet(ip4: "127.0.0.1", port: port)
        let socket = try await AsyncSocket.connected(to: address)
        defer { try? socket.close() }
        try await socket.write(Data(request.utf8))
        var bytes: [UInt8] = []
        while let more = try? await socket.read(atMost: 4096) { bytes += more }
        return String(decoding: bytes, as: UTF8.self)
    }
}
