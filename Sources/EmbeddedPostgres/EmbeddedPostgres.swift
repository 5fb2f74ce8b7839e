import Glibc

/// A private PostgreSQL server from the installed programs: its own data, a Unix socket and nothing else, never root.
///
/// For the demo, a pilot on one machine, and tests. Everybody who may enter the home, which is its owner and root, connects as
/// any user without a password.
package struct EmbeddedPostgres: Sendable {
    /// How a server is told to stop: `fast` ends sessions and leaves the data clean, `immediate` leaves recovery to the next start.
    package enum StopMode: String, Sendable {
        case fast
        case immediate
    }

    package let socketDirectory: String
    package let port = 5432
    /// The server's major version.
    package let version: Int

    private var socketPath: String { "\(socketDirectory)/.s.PGSQL.\(port)" }
    private let home: ServerHome
    private let programs: ServerPrograms

    /// Runs `body` beside a started server and stops it however `body` ends, cancellation included. Should the process be killed,
    /// the server stops by itself.
    ///
    /// - Throws: ``EmbeddedPostgresError`` if there is no server to be had, and what `body` throws.
    package static func withServer<R: Sendable>(
        _ settings: Settings = .temporary, _ body: (EmbeddedPostgres) async throws -> R
    ) async throws -> R {
        let account = try ServerAccount.current()
        let home = ServerHome(path: settings.home.path(for: account), account: account)
        let installation = try await PostgresInstallation.find(in: settings.binaryDirectory, for: home)
        let server = EmbeddedPostgres(
            socketDirectory: settings.socketDirectory ?? home.path, version: installation.major, home: home,
            programs: ServerPrograms(installation: installation, account: account, preload: settings.preload))
        try ServerHome.checkSocketPath(server.socketPath)
        // The last of the steps that may fail, so that a refusal leaves no empty home behind.
        try home.claim()
        let guardian = ServerGuard(
            programs: server.programs, home: home, isTemporary: settings.isTemporary, patience: settings.patience)
        return try await guardian.watch {
            // One that outlived a killed guard runs with the last owner's settings.
            if home.postmaster != nil { try await server.stop() }
            try await server.initialise(settings)
            try home.write(configuration: settings.configuration(of: server))
            try await server.start()
            return try await body(server)
        }
    }

    /// A libpq connection string, as the superuser unless told otherwise.
    package func conninfo(database: String = "postgres", user: String = "postgres") -> String {
        [("host", socketDirectory), ("port", "\(port)"), ("user", user), ("dbname", database)]
            .map { key, value in
                "\(key)='\(value.replacing("\\", with: "\\\\").replacing("'", with: "\\'"))'"
            }
            .joined(separator: " ")
    }

    package func stop(_ mode: StopMode = .fast) async throws {
        try await programs.run("pg_ctl", ["stop", "--silent", "--pgdata=\(home.data)", "--mode=\(mode.rawValue)"])
    }

    /// Starts a server that was stopped or killed. Returns when it accepts connections.
    package func start() async throws {
        try home.clearStaleLocks(socket: socketPath)
        do {
            try await uncancelled {
                try await programs.run(
                    "pg_ctl", ["start", "--silent", "--wait", "--timeout=60", "--pgdata=\(home.data)", "--log=\(home.log)"])
            }
        } catch is EmbeddedPostgresError {
            throw EmbeddedPostgresError.startFailed(home: home.path, log: home.lastWords)
        }
    }

    package func restart(_ mode: StopMode = .fast) async throws {
        try await stop(mode)
        try await start()
    }

    /// Kills every process of the server with SIGKILL, as a power cut would; ``start()`` then recovers.
    package func kill() async throws {
        guard let postmaster = home.postmaster else { return }
        // The backends are in sessions of their own: a signal to the postmaster's group would miss them.
        let processes = [postmaster] + ProcessTable.children(of: postmaster)
        for process in processes { _ = Glibc.kill(process, SIGKILL) }
        // The kernel has taken the signal but may still be tearing down; the next start must not meet their shared memory.
        while processes.contains(where: ProcessTable.isAlive) { try await Task.sleep(for: .milliseconds(5)) }
    }

    /// Makes the data directory unless there is one. Built aside and renamed, so that a killed initdb leaves no half of one.
    private func initialise(_ settings: Settings) async throws {
        guard home.dataVersion == nil else { return }
        let unfinished = "\(home.data).unfinished"
        try await programs.run("rm", ["-rf", "--", unfinished])
        if let primary = settings.primary {
            try await programs.run(
                "pg_basebackup",
                ["--pgdata=\(unfinished)", "--dbname=\(primary)", "--checkpoint=fast", "--write-recovery-conf", "--no-sync"])
        } else {
            try await makeData(in: unfinished, temporary: settings.isTemporary)
        }
        try await programs.run("mv", ["--no-target-directory", "--", unfinished, home.data])
    }

    private func makeData(in directory: String, temporary: Bool) async throws {
        let locale = Self.hasUnicodeLocale ? ["--locale=C.UTF-8"] : ["--no-locale"]
        let durability = temporary ? ["--no-sync"] : ["--data-checksums"]
        try await programs.run(
            "initdb",
            ["--pgdata=\(directory)", "--username=postgres", "--encoding=UTF8", "--auth-local=trust", "--auth-host=reject"]
                + locale + durability)
    }

    private static var hasUnicodeLocale: Bool {
        guard let locale = newlocale(1 << LC_CTYPE, "C.UTF-8", nil) else { return false }
        freelocale(locale)
        return true
    }

    /// Sees `work` through although the task is cancelled: a server half started would be nobody's to stop. Bounded by the
    /// program's own timeout.
    private func uncancelled(_ work: @escaping @Sendable () async throws -> Void) async throws {
        try await Task { try await work() }.value
    }
}
