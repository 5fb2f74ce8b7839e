import Glibc
import Synchronization

/// Writes whole lines to a file descriptor: lines of several threads never mix.
final class LogWriter: Sendable {
    private let descriptor: Int32
    private let turn = Mutex(())

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    static let standardOutput = LogWriter(STDOUT_FILENO)

    /// Nobody reads any more: there is nobody to tell, and work goes on.
    func write(_ line: [UInt8]) {
        turn.withLock { _ in
            var rest = line[...]
            while !rest.isEmpty {
                let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
                if written >= 0 {
                    rest = rest.dropFirst(written)
                } else if errno == EAGAIN {
                    var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    poll(&ready, 1, 1000)
                } else if errno != EINTR {
                    return
                }
            }
        }
    }
}
