/// Why a private server could not be had, and what to do about it.
package enum EmbeddedPostgresError: Error, Hashable {
    /// None of the searched directories holds `postgres`, `initdb` and `pg_ctl` of a supported version.
    case binariesNotFound(searched: [String], wanted: ClosedRange<Int>)
    /// The data was written by a major version that is not installed.
    case dataNeedsVersion(Int, home: String, installed: [Int])
    /// The process is root and the system has no account to run a server under.
    case noUnprivilegedAccount(tried: [String])
    /// The home exists but belongs to somebody else, is open to others, or is no directory.
    case homeNotPrivate(path: String, account: String)
    /// The home, or a directory above it, cannot be entered or written by the account that runs the server.
    case homeUnreachable(path: String, account: String, detail: String)
    /// Another process runs a server in this home.
    case homeInUse(path: String)
    /// The socket's path is longer than a Unix socket address holds.
    case socketPathTooLong(path: String, bytes: Int, limit: Int)
    /// A program of the PostgreSQL installation failed.
    case programFailed(program: String, status: String, output: String)
    /// The server did not come up; `log` holds the last lines it wrote.
    case startFailed(home: String, log: String)
    /// A system call on a file or directory failed.
    case fileSystem(operation: String, path: String, detail: String)
}

extension EmbeddedPostgresError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .binariesNotFound(let searched, let wanted):
            """
            PostgreSQL \(wanted.lowerBound) to \(wanted.upperBound) not found: looked for postgres, initdb and pg_ctl in \
            \(searched.joined(separator: ", ")). Run `make setup`, or `apt-get install postgresql`, or set FIELDWORK_PG_BIN to \
            the directory that holds them.
            """
        case .dataNeedsVersion(let version, let home, let installed):
            """
            the data in \(home) was written by PostgreSQL \(version), but only \
            \(installed.map(String.init).joined(separator: ", ")) is installed. Install postgresql-\(version), or remove \(home) \
            to start afresh.
            """
        case .noUnprivilegedAccount(let tried):
            """
            PostgreSQL does not run as root, and there is no account \(tried.joined(separator: " or ")) to run it under. \
            Install the postgresql package, which creates one, or run this as an ordinary user.
            """
        case .homeNotPrivate(let path, let account):
            """
            \(path) must be a directory that belongs to \(account) and is closed to everybody else (mode 0700). Remove it or \
            choose another.
            """
        case .homeUnreachable(let path, let account, let detail):
            """
            \(path) cannot be used by \(account), who runs the server: \(detail). Choose a directory that \(account) can reach, \
            for example under /var/tmp.
            """
        case .homeInUse(let path):
            "another process runs the server in \(path). Wait until it ends, or choose another directory."
        case .socketPathTooLong(let path, let bytes, let limit):
            "the socket path \(path) has \(bytes) bytes, the system allows \(limit). Choose a shorter socket directory."
        case .programFailed(let program, let status, let output):
            "\(program) failed (\(status)): \(output)"
        case .startFailed(let home, let log):
            "the server in \(home) did not start. Its last words: \(log)"
        case .fileSystem(let operation, let path, let detail):
            "cannot \(operation) \(path): \(detail)"
        }
    }
}
