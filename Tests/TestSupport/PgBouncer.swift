package import EmbeddedPostgres
import Foundation
import Glibc
import Subprocess
import SystemPackage

/// A real PgBouncer in transaction mode before a server, on a socket of its own. Its few connections are shared. One that
/// dies is started again, as a supervisor would.
package struct PgBouncer: Sendable {
    private static let path = "/usr/sbin/pgbouncer"

    package static var isInstalled: Bool { access(path, X_OK) == 0 }

    private let directory: String
    private let user: String

    /// A connection string that leads to a database through the pooler.
    package func conninfo(database: String) -> String { "host=\(directory) port=6432 dbname=\(database) user=\(user)" }

    private var socket: String { "\(directory)/.s.PGSQL.6432" }
    private var pidFile: String { "\(directory)/pgbouncer.pid" }

    /// The number of the pooler's process, once it runs.
    package var process: Int32? {
        (try? String(contentsOfFile: pidFile, encoding: .utf8)).flatMap { pid_t($0.prefix(while: \.isNumber)) }
    }

    /// Gives `body` a pooler that takes connections, and logs on to the server as the given user.
    package static func run<R: Sendable>(
        before server: EmbeddedPostgres, user: String, poolSize: Int = 3, _ body: (PgBouncer) async throws -> R
    ) async throws -> R {
        let home = FileManager.default.temporaryDirectory.appending(path: "bouncer-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: home) }
        let pooler = PgBouncer(directory: home.path(percentEncoded: false), user: user)
        // The account that it runs under has to enter.
        chmod(pooler.directory, 0o777)
        try pooler.configuration(server, poolSize).write(
            toFile: "\(pooler.directory)/pgbouncer.ini", atomically: false, encoding: .utf8)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await pooler.keepRunning() }
            defer { group.cancelAll() }
            while access(pooler.socket, F_OK) != 0 { try await Task.sleep(for: .milliseconds(10)) }
            return try await body(pooler)
        }
    }

    private func configuration(_ server: EmbeddedPostgres, _ poolSize: Int) -> String {
        """
        [databases]
        * = host=\(server.socketDirectory) port=\(server.port) user=\(user)
        [pgbouncer]
        listen_addr =
        listen_port = 6432
        unix_socket_dir = \(directory)
        pidfile = \(pidFile)
        auth_type = any
        pool_mode = transaction
        default_pool_size = \(poolSize)
        """
    }

    private func keepRunning() async throws {
        let account = getuid() == 0 ? ["-u", getpwnam("postgres") == nil ? "nobody" : "postgres"] : []
        while !Task.isCancelled {
            // One that was killed leaves its number, which the next would believe.
            unlink(pidFile)
            _ = try await Subprocess.run(
                .path(FilePath(Self.path)), arguments: Arguments(["-q"] + account + ["\(directory)/pgbouncer.ini"]),
                input: .none, output: .discarded, error: .discarded)
        }
    }
}
