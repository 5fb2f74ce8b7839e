import FoundationEssentials
import Glibc

/// The service manager's end of sd_notify(3).
final class NotifySocket: Sendable {
    struct Failure: Error { let code = errno }

    /// What NOTIFY_SOCKET is to be.
    let address: String
    private let descriptor: Int32
    private let path: String?

    init(isAbstract: Bool = true) throws {
        let name = "fieldworkd-test-\(UUID().uuidString)"
        path = isAbstract ? nil : FileManager.default.temporaryDirectory.path() + name
        address = path ?? "@" + name
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Failure() }
        var target = sockaddr_un()
        target.sun_family = sa_family_t(AF_UNIX)
        var bytes = Array(address.utf8)
        if isAbstract { bytes[0] = 0 }
        withUnsafeMutableBytes(of: &target.sun_path) { $0.copyBytes(from: bytes) }
        let length = socklen_t(2 + bytes.count)
        let bound = withUnsafePointer(to: &target) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
        }
        guard bound == 0 else { throw Failure() }
    }

    deinit {
        close(descriptor)
        if let path { unlink(path) }
    }

    /// The next datagram. Blocks until there is one.
    func receive() throws -> String {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = recv(descriptor, &bytes, bytes.count, 0)
        guard count >= 0 else { throw Failure() }
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }

    /// Makes a blocked ``receive()`` return an empty text.
    func interrupt() { shutdown(descriptor, Int32(SHUT_RDWR)) }
}
