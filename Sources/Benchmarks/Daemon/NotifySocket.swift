import Dispatch
import Glibc

/// The service manager's end of sd_notify(3).
final class NotifySocket: Sendable {
    /// What NOTIFY_SOCKET is to be.
    let address: String
    private let descriptor: Int32

    init() throws {
        address = "@fieldwork-bench-\(getpid())-\(UInt64.random(in: .min ... .max))"
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var target = sockaddr_un()
        target.sun_family = sa_family_t(AF_UNIX)
        // An abstract name begins with a zero where the address has its "@", and ends where the length says.
        let name = [0] + Array(address.utf8.dropFirst())
        withUnsafeMutableBytes(of: &target.sun_path) { $0.copyBytes(from: name) }
        let length = socklen_t(MemoryLayout.size(ofValue: target.sun_family) + name.count)
        let isBound = withUnsafePointer(to: &target) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) == 0 }
        }
        guard isBound else { throw NoNotifySocket() }
    }

    deinit { close(descriptor) }

    /// Waits for `READY=1`; returns when it came.
    func ready() async throws -> ContinuousClock.Instant {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                // It blocks, so it has a thread to itself.
                DispatchQueue(label: "notify-socket").async { continuation.resume(with: Result { try self.receiveReady() }) }
            }
        } onCancel: {
            // What is blocked returns empty-handed.
            _ = shutdown(descriptor, Int32(SHUT_RDWR))
        }
    }

    private func receiveReady() throws -> ContinuousClock.Instant {
        var bytes = [UInt8](repeating: 0, count: 4096)
        while case let count = recv(descriptor, &bytes, bytes.count, 0), count > 0 {
            let now = ContinuousClock.now
            if String(decoding: bytes.prefix(count), as: UTF8.self).split(separator: "\n").contains("READY=1") { return now }
        }
        throw CancellationError()
    }
}

struct NoNotifySocket: Error {}
