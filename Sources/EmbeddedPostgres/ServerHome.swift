import FoundationEssentials
import Glibc

/// The directory that holds everything of one server: `data`, the socket, the log and the lock. Private to the account.
struct ServerHome: Sendable {
    let path: String
    let account: ServerAccount

    var data: String { "\(path)/data" }
    var log: String { "\(path)/server.log" }
    var lock: String { "\(path)/lock" }

    /// What `sockaddr_un.sun_path` holds beside its final zero.
    private static let socketPathLimit = 107

    /// Makes the directory, or takes an existing one that is the account's and closed to everybody else.
    func claim() throws(EmbeddedPostgresError) {
        if mkdir(path, 0o700) == 0 {
            guard chown(path, account.userID, account.groupID) == 0 else { throw .lastFailure(of: "hand over", path) }
            return
        }
        guard errno == EEXIST else { throw .lastFailure(of: "create", path) }
        // lstat: in a directory open to all, a link could lead the server into somebody else's files.
        var status = stat()
        guard lstat(path, &status) == 0 else { throw .lastFailure(of: "examine", path) }
        guard status.st_mode & S_IFMT == S_IFDIR, status.st_mode & 0o077 == 0, status.st_uid == account.userID else {
            throw .homeNotPrivate(path: path, account: account.name)
        }
    }

    /// The major version that wrote `data`; nil when there is none yet.
    var dataVersion: Int? {
        (try? String(contentsOfFile: "\(data)/PG_VERSION", encoding: .utf8))
            .flatMap { Int($0.prefix(while: \.isNumber)) }
    }

    /// The postmaster that serves `data` now. A pid file alone proves nothing: after a kill its number may belong to
    /// another process, or to one that is dead and not yet buried.
    var postmaster: pid_t? {
        guard let pid = recordedPostmaster else { return nil }
        // A postmaster works in its data directory; the link of a dead process cannot be read.
        guard let directory = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/cwd"),
            let resolved = realpath(data, nil)
        else { return nil }
        defer { free(resolved) }
        return directory == String(cString: resolved) ? pid : nil
    }

    private var recordedPostmaster: pid_t? {
        (try? String(contentsOfFile: "\(data)/postmaster.pid", encoding: .utf8))
            .flatMap { pid_t($0.prefix(while: \.isNumber)) }
    }

    /// Removes the two lock files of a killed server, so that a recycled or unburied process number cannot keep the next one
    /// from starting.
    func clearStaleLocks(socket: String) throws(EmbeddedPostgresError) {
        guard recordedPostmaster != nil, postmaster == nil else { return }
        for file in ["\(data)/postmaster.pid", "\(socket).lock"] {
            guard unlink(file) == 0 || errno == ENOENT else { throw .lastFailure(of: "remove", file) }
        }
    }

    /// Writes the server's whole configuration; what initdb wrote there only repeats defaults.
    func write(configuration: String) throws(EmbeddedPostgresError) {
        let file = "\(data)/postgresql.conf"
        do {
            try configuration.write(toFile: file, atomically: false, encoding: .utf8)
        } catch {
            throw .fileSystem(operation: "write", path: file, detail: "\(error)")
        }
    }

    /// The end of the server's log: enough to say why it did not start.
    var lastWords: String {
        let lines = (try? String(contentsOfFile: log, encoding: .utf8))?.split(separator: "\n") ?? []
        return lines.suffix(8).joined(separator: "\n")
    }

    static func checkSocketPath(_ path: String) throws(EmbeddedPostgresError) {
        guard path.utf8.count <= socketPathLimit else {
            throw .socketPathTooLong(path: path, bytes: path.utf8.count, limit: socketPathLimit)
        }
    }
}

extension EmbeddedPostgresError {
    /// Reads `errno`: call it at once after the call that failed.
    fileprivate static func lastFailure(of operation: String, _ path: String) -> EmbeddedPostgresError {
        .fileSystem(operation: operation, path: path, detail: String(cString: strerror(errno)))
    }
}
