import Glibc

/// The terminal as a screen that is drawn over and over: keys come at once and are not shown, and what was there before is
/// there again afterwards, however the program ends short of being killed outright.
struct LiveTerminal: ~Copyable {
    enum Event {
        /// The time is up, or the size changed: draw again.
        case due
        /// Asked to end: by a key, a signal, or the terminal's going away.
        case end
    }

    private let before: termios
    private let wakePipe: (read: Int32, write: Int32)

    /// Nil where there is no terminal to draw on.
    init?() {
        var settings = termios()
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1, tcgetattr(STDIN_FILENO, &settings) == 0 else { return nil }
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
        before = settings
        wakePipe = (ends[0], ends[1])
        signalPipe = ends[1]
        for number in Self.signals { signal(number) { tell($0) } }
        // Ctrl-C is a key like any other, for one that ends the program on the spot would leave the terminal as it is now.
        settings.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
        tcsetattr(STDIN_FILENO, TCSADRAIN, &settings)
        // The other screen, and no cursor.
        Self.put("\u{1B}[?1049h\u{1B}[?25l")
    }

    deinit {
        for number in Self.signals { signal(number, SIG_DFL) }
        signalPipe = -1
        close(wakePipe.read)
        close(wakePipe.write)
        Self.put("\u{1B}[?25h\u{1B}[?1049l")
        var settings = before
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
    }

    private static let signals = [SIGWINCH, SIGTERM, SIGINT, SIGHUP, SIGQUIT]

    var size: (columns: Int, rows: Int) {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return (80, 24) }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    /// Draws over what is there, without a moment in which nothing is.
    func draw(_ lines: [String]) {
        Self.put("\u{1B}[H" + lines.map { $0 + "\u{1B}[K" }.joined(separator: "\n") + "\u{1B}[J")
    }

    /// Waits for a key, a signal or the time, whatever comes first.
    func wait(milliseconds: Int32) -> Event {
        var ends = [
            pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
            pollfd(fd: wakePipe.read, events: Int16(POLLIN), revents: 0),
        ]
        let end = ContinuousClock.now + .milliseconds(Int64(milliseconds))
        while true {
            let left = (end - .now) / .milliseconds(1)
            guard left > 0 else { return .due }
            guard poll(&ends, nfds_t(ends.count), Int32(left) + 1) > 0 else { continue }
            if ends[1].revents != 0, let number = byte(wakePipe.read) { return Int32(number) == SIGWINCH ? .due : .end }
            if ends[0].revents != 0 {
                // q, Q, Ctrl-C, Ctrl-D; and nothing at all where the terminal went away.
                guard let key = byte(STDIN_FILENO), ![0x71, 0x51, 0x03, 0x04].contains(key) else { return .end }
            }
        }
    }

    private func byte(_ descriptor: Int32) -> UInt8? {
        var byte: UInt8 = 0
        return read(descriptor, &byte, 1) == 1 ? byte : nil
    }

    private static func put(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR || errno == EAGAIN else { return }
            bytes = bytes.dropFirst(max(count, 0))
        }
    }
}

/// Where a signal's number is written to, for the loop that waits. A handler may do little more than that.
nonisolated(unsafe) private var signalPipe: Int32 = -1

private func tell(_ number: Int32) {
    var byte = UInt8(truncatingIfNeeded: number)
    _ = write(signalPipe, &byte, 1)
}
