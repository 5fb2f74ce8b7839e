import CLibPQ
import Glibc

/// Opens a connection, blocking; to be called on a thread that may block.
///
/// Not on the loop: looking up a host's name blocks, and the proof of a SCRAM password takes milliseconds of computing.
/// The hosts are tried one by one, because only libpq's blocking `PQconnectdb` has a time limit per host, in whole
/// seconds from two upwards, and no way to ask for error messages without data.
struct Connector {
    let configuration: PostgresConfiguration
    let deadline: Instant

    func connect() -> Result<ConnectionHandle, PostgresError> {
        let conninfo: Conninfo
        do { conninfo = try Conninfo(configuration.conninfo) } catch { return .failure(error) }
        var failures: [String] = []
        var sqlState: SQLState?
        let attempts = conninfo.passes.flatMap { pass in conninfo.hosts.map { (pass, $0) } }
        for (index, (pass, host)) in attempts.enumerated() {
            var handle: OpaquePointer?
            do {
                handle = try start(host, pass)
                try finish(handle, before: deadline.share(of: attempts.count - index))
                return .success(ConnectionHandle(pointer: handle!))
            } catch {
                PQfinish(handle)
                failures.append("\(host.label): \(error.reason ?? error.description)")
                sqlState = error.sqlState ?? sqlState
            }
        }
        var error = PostgresError(.connectFailed, reason: failures.joined(separator: "; "))
        error.sqlState = sqlState
        return .failure(error)
    }

    private func start(_ host: Conninfo.Host, _ sessionAttributes: String?) throws(PostgresError) -> OpaquePointer {
        // The conninfo is given as `dbname` and expanded by libpq; what stands before it are defaults, what stands behind
        // it wins. Time-outs of TCP find a host which went away without a word while nobody is waiting for it.
        var settings = [
            ("keepalives_idle", "10"), ("keepalives_interval", "5"), ("keepalives_count", "3"),
            ("tcp_user_timeout", "30000"), ("dbname", configuration.conninfo), ("client_encoding", "UTF8"),
        ]
        if let password = configuration.password { settings.append(("password", password)) }
        if let name = configuration.applicationName { settings.append(("application_name", name)) }
        if let sessionAttributes { settings.append(("target_session_attrs", sessionAttributes)) }
        settings += host.settings
        let keywords = settings.map { strdup($0.0) }
        let values = settings.map { strdup($0.1) }
        defer { for string in keywords + values { free(string) } }
        let handle = PQconnectStartParams(
            keywords.map { UnsafePointer($0) } + [nil], values.map { UnsafePointer($0) } + [nil], 1)
        guard let handle else { throw PostgresError(.connectFailed, reason: "out of memory") }
        // Code without message: the message of a failed start-up quotes names of users and databases.
        PQsetErrorVerbosity(handle, PQERRORS_SQLSTATE)
        PQsetNoticeReceiver(handle, { _, _ in }, nil)
        return handle
    }

    private func finish(_ handle: OpaquePointer?, before deadline: Instant) throws(PostgresError) {
        var polling = PGRES_POLLING_WRITING
        while PQstatus(handle) != CONNECTION_BAD, polling != PGRES_POLLING_OK, polling != PGRES_POLLING_FAILED {
            // The socket may be another one after each poll.
            let events = polling == PGRES_POLLING_READING ? POLLIN : POLLOUT
            var descriptor = pollfd(fd: PQsocket(handle), events: Int16(events), revents: 0)
            let ready = poll(&descriptor, 1, deadline.millisecondsFromNow())
            if ready == 0 { throw PostgresError(.connectFailed, reason: "no answer in time") }
            if ready > 0 { polling = PQconnectPoll(handle) }
        }
        guard polling == PGRES_POLLING_OK else {
            let message = String(cString: PQerrorMessage(handle))
            var error = PostgresError(.connectFailed, reason: LibpqMessage.singleLine(message))
            error.sqlState = LibpqMessage.sqlState(in: message)
            throw error
        }
        guard PQsetnonblocking(handle, 1) == 0 else {
            throw PostgresError(.connectFailed, reason: "the socket cannot be made non-blocking")
        }
    }
}

/// A `PGconn` on its way from the thread that opened it to the actor that owns it.
struct ConnectionHandle: @unchecked Sendable {
    let pointer: OpaquePointer
}

extension Instant {
    /// The first of `count` equal parts of the time left until this instant.
    fileprivate func share(of count: Int) -> Instant {
        let now = Instant.now
        guard self != .never, now < self else { return self }
        return Instant(nanoseconds: now.nanoseconds + (nanoseconds - now.nanoseconds) / UInt64(count))
    }
}
