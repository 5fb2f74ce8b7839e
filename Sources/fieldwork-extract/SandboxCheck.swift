import Glibc

/// Tries what the sandbox has to refuse.
enum SandboxCheck {
    private static let attempts: [(name: String, isAllowed: @Sendable () -> Bool)] = [
        ("open a file", { open("/etc/passwd", O_RDONLY) >= 0 }),
        ("open a socket", { socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0) >= 0 }),
        ("start a program", { execv("/bin/true", [nil]) == 0 }),
        ("start a process", { fork() >= 0 }),
        ("signal another process", { kill(getppid(), 0) == 0 }),
        ("map memory that runs", { canMap(4096, PROT_READ | PROT_EXEC) }),
        ("use memory without end", { canMap(1 << 40, PROT_READ) }),
    ]

    private static func canMap(_ size: Int, _ protection: Int32) -> Bool {
        mmap(nil, size, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED
    }

    /// Says line by line what was refused; false if anything was not.
    static func run() -> Bool {
        attempts.reduce(true) { allRefused, attempt in
            let isAllowed = attempt.isAllowed()
            StandardStreams.complain("\(isAllowed ? "ALLOWED" : "refused")  \(attempt.name)")
            return allRefused && !isAllowed
        }
    }
}
