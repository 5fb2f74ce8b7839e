extension EmbeddedPostgres {
    /// Where a server lives, how long, and how it is configured.
    package struct Settings: Sendable, Hashable {
        package enum Home: Sendable, Hashable {
            /// A new directory, removed when the server stops. Nothing is flushed to disk.
            case temporary
            /// A directory that stays; the next server in it finds the data again. Its parent must exist.
            case directory(String)
            /// `/var/tmp/fieldwork-NAME-UID`, where UID is that of the account the server runs under.
            case named(String)
        }

        package var home: Home
        /// Nil: the home itself. The socket's path must fit in 107 bytes.
        package var socketDirectory: String?
        /// Nil: `FIELDWORK_PG_BIN`, else the newest supported installation found.
        package var binaryDirectory: String?
        /// Entries for `postgresql.conf`, over the defaults.
        package var parameters: [String: String]
        /// A server to copy and to follow, instead of new data: the connection string of a superuser. It needs `wal_level`
        /// `replica` and a free WAL sender.
        package var primary: String?
        /// A library that the server's processes load before all others; its account has to be able to read it.
        package var preload: String?
        /// How long to wait for a killed owner's server to be put away; whole seconds.
        package var patience: Duration

        package init(
            home: Home, socketDirectory: String? = nil, binaryDirectory: String? = nil, parameters: [String: String] = [:],
            primary: String? = nil, patience: Duration = .seconds(10)
        ) {
            self.home = home
            self.socketDirectory = socketDirectory
            self.binaryDirectory = binaryDirectory
            self.parameters = parameters
            self.primary = primary
            self.patience = patience
        }

        /// A server for tests: gone when it stops.
        package static let temporary = Settings(home: .temporary)
    }
}

extension EmbeddedPostgres.Settings.Home {
    /// Short, and not under `TMPDIR`: the socket is in it, and the server's account has to reach it.
    func path(for account: ServerAccount) -> String {
        switch self {
        case .temporary: "/tmp/fieldwork-\(String(UInt64.random(in: .min ... .max), radix: 36))"
        case .directory(let path): path
        case .named(let name): "/var/tmp/fieldwork-\(name)-\(account.userID)"
        }
    }
}

extension EmbeddedPostgres.Settings {
    var isTemporary: Bool { home == .temporary }

    /// The text of `postgresql.conf`, in the order of names.
    func configuration(of server: EmbeddedPostgres) -> String {
        var entries = [
            "listen_addresses": "",
            "unix_socket_directories": server.socketDirectory,
            "unix_socket_permissions": "0700",
            "port": "\(server.port)",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "lc_messages": "C",
            // A failing statement's text and row values stay out of the log: they may hold what people said.
            "log_error_verbosity": "terse",
            "log_min_error_statement": "panic",
        ]
        if isTemporary {
            entries.merge([
                "fsync": "off", "full_page_writes": "off", "wal_level": "minimal", "max_wal_senders": "0",
                "max_connections": "300", "shared_buffers": "64MB", "checkpoint_timeout": "1h",
            ]) { $1 }
        }
        entries.merge(parameters) { $1 }
        return entries.sorted { $0.key < $1.key }
            .map { "\($0.key) = '\($0.value.replacing("'", with: "''"))'\n" }.joined()
    }
}
