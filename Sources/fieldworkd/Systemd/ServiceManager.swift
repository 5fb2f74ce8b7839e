import Glibc

/// The service manager that started this process, told how it is by datagrams: the protocol of sd_notify(3).
struct ServiceManager: Sendable {
    /// One line of a datagram.
    enum Message: Sendable, Equatable {
        case ready
        case stopping
        /// What `systemctl status` shows.
        case status(String)
        /// The watchdog is to wait for the next one.
        case watchdog
        /// Starting or stopping takes this much longer, from now.
        case extendTimeout(Duration)
    }

    /// Where it listens: a path, or `@` and an abstract name. Nil if nobody does.
    let socket: String?
    /// How long it waits for a ``Message/watchdog``; nil if it does not.
    let watchdog: Duration?

    init(environment: [String: String], processID: Int32) {
        socket = environment["NOTIFY_SOCKET"]
        let isForUs = environment["WATCHDOG_PID"].map { $0 == "\(processID)" } ?? true
        watchdog = environment["WATCHDOG_USEC"].flatMap { Int64($0) }.flatMap { isForUs && $0 > 0 ? .microseconds($0) : nil }
    }

    /// Never waits, and never fails: there may be nobody to tell, and work goes on.
    func notify(_ messages: Message...) {
        guard let socket, socket.hasPrefix("/") || socket.hasPrefix("@") else { return }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var path = Array(socket.utf8)
        if path[0] == UInt8(ascii: "@") { path[0] = 0 }
        guard path.count < MemoryLayout.size(ofValue: address.sun_path) else { return }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        // An abstract name ends where the address does; a path, at its zero.
        let length =
            socklen_t(MemoryLayout.offset(of: \sockaddr_un.sun_path).map { $0 + path.count } ?? 0) + (path[0] == 0 ? 0 : 1)

        let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let text = Array(messages.map(\.line).joined(separator: "\n").utf8)
        _ = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                sendto(descriptor, text, text.count, Int32(MSG_NOSIGNAL), $0, length)
            }
        }
    }
}

extension ServiceManager.Message {
    fileprivate var line: String {
        switch self {
        case .ready: "READY=1"
        case .stopping: "STOPPING=1"
        case .status(let words): "STATUS=" + words.replacing("\n", with: " ")
        case .watchdog: "WATCHDOG=1"
        case .extendTimeout(let duration): "EXTEND_TIMEOUT_USEC=\(Int64(duration / .microseconds(1)))"
        }
    }
}
