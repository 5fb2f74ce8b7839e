/// How to reach a database, and how long to wait for it.
public struct PostgresConfiguration: Sendable {
    /// A libpq connection string, `host=db1,db2 dbname=study target_session_attrs=read-write` or
    /// `postgresql://db1,db2/study`. What it leaves out comes from libpq's environment variables and files (`PGHOST`,
    /// `PGPASSFILE`, `PGSERVICE` …). Several hosts are tried in turn; `target_session_attrs` is honoured.
    public var conninfo: String

    /// Wins over the conninfo's; if nil, that or libpq's password file is used.
    public var password: String?

    /// Shown in `pg_stat_activity`; the conninfo's if nil.
    public var applicationName: String?

    /// For the whole attempt, however many hosts there are: each gets an equal share of what is left, so that a host which
    /// swallows packets does not use up the time of the ones behind it.
    public var connectTimeout: Duration = .seconds(5)

    /// For every round trip without a deadline of its own, the wait for the connection's turn included.
    public var roundTripTimeout: Duration = .seconds(30)

    /// False behind a pooler in transaction mode: a statement prepared on one of its server connections is not there on the
    /// next, so statements are then parsed anew each time. Session state (LISTEN, SET, advisory session locks) does not
    /// survive such a pooler either, and is the caller's to avoid.
    public var preparesStatements = true

    public init(_ conninfo: String) { self.conninfo = conninfo }

    /// Throws `misuse` if ``conninfo`` is no connection string. Says nothing of whether it leads anywhere.
    public func validate() throws(PostgresError) { _ = try Conninfo(conninfo) }
}

extension PostgresConfiguration: CustomStringConvertible, CustomReflectable {
    /// Where it leads, without the password.
    public var description: String {
        guard let conninfo = try? Conninfo(conninfo) else { return "an invalid connection string" }
        return conninfo.hosts.map(\.label).joined(separator: ", ")
    }

    public var customMirror: Mirror { Mirror(self, children: ["description": description]) }
}
