import FlyingSocks
import FoundationEssentials
import Glibc
import Synchronization

/// This machine, as a client of it.
enum Loopback {
    private static let lastPort = Atomic<Int>(20_000 + Int(getpid() % 1000) * 12)

    /// A port of its own for each caller that nobody listens on, below those the kernel gives to outgoing connections.
    static func freePort() throws -> UInt16 {
        while true {
            let port = UInt16(lastPort.add(1, ordering: .relaxed).newValue)
            if let socket = try? listener(port) {
                try socket.close()
                return port
            }
        }
    }

    /// A socket that listens on a port; on any if it is 0.
    static func listener(_ port: UInt16 = 0) throws -> Socket {
        let socket = try Socket(domain: AF_INET)
        let address: sockaddr_in = try .inet(ip4: "127.0.0.1", port: port)
        do {
            try socket.bind(to: address)
            try socket.listen()
        } catch {
            try? socket.close()
            throw error
        }
        return socket
    }

    static func port(of socket: Socket) throws -> UInt16 {
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
