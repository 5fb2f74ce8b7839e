import EmbeddedPostgres
import FlyingSocks
import FoundationEssentials
import Glibc
import Postgres
import Subprocess
import Testing
import TestSupport

/// The real program beside a real database.
@Suite(.timeLimit(.minutes(15))) struct DaemonTests {
    private func arguments(_ conninfo: String, _ settings: String...) -> [String] {
        ["--config", "/dev/null", "--set", "database.url=\(conninfo)"] + settings.flatMap { ["--set", $0] }
    }

    @Test("it becomes ready, answers for itself, and ends when it is told to", arguments: [SIGTERM, SIGINT])
    func life(signal: Int32) async throws {
        try await withTestDatabase { database in
            let ended = try await withDaemon(arguments(database.conninfo)) { daemon in
                try await daemon.notified("READY=1\nSTATUS=ready")
                #expect(try await daemon.get("/healthz") == (200, "alive\n"))
                let ready = try await daemon.get("/readyz")
                #expect(
                    ready == (200, #"{"ready":true,"checks":{"schema":"ok","lease":"ok","listen":"ok","claim":"ok"}}"# + "\n"))
                let metrics = try await daemon.get("/metrics")
                #expect(metrics.status == 200)
                for line in [
                    "fieldwork_ready 1", "fieldwork_lease_held 1", "fieldwork_doorbell_listening 1", "fieldwork_jobs_running 0",
                    #"fieldwork_queue_jobs{queue="default",state="available"} 0"#,
                    #"fieldwork_queue_jobs{queue="default",state="discarded"} 0"#,
                    #"fieldwork_queue_oldest_ready_seconds{queue="default"} 0"#, #"fieldwork_queue_paused{queue="default"} 0"#,
                    "fieldwork_notify_queue_ratio 0",
                ] {
                    #expect(metrics.body.contains("\n\(line)\n"))
                }
                #expect(try await daemon.get("/").status == 404)
                daemon.send(signal)
            }
            #expect(ended.status == .exited(0))
            #expect(ended.standardError == "")
            #expect(ended.notifications.contains { $0.hasPrefix("STOPPING=1\n") })
            #expect(ended.log.last?["message"] == .text("stopped"))
            #expect(ended.log.allSatisfy { $0["time"] != nil && $0["level"] != nil })
        }
    }

    @Test("a database that is down at the start is waited for; ready comes when it does")
    func downAtStart() async throws {
        try await withTestServer { server in
            try await server.withDatabase { database in
                try await server.postgres.stop()
                let ended = try await withDaemon(arguments(database.conninfo)) { daemon in
                    try await daemon.notified("EXTEND_TIMEOUT_USEC=")
                    try await daemon.logged("waiting for the database")
                    #expect(try await daemon.get("/healthz").status == 200)
                    let ready = try await daemon.get("/readyz")
                    #expect(
                        ready.status == 503
                            && ready.body.hasPrefix(#"{"ready":false,"checks":{"schema":"the database does not answer"#))
                    try await server.postgres.start()
                    try await daemon.notified("READY=1")
                    daemon.send(SIGTERM)
                }
                #expect(ended.status == .exited(0))
            }
        }
    }

    @Test("ready waits for notifications: a pooler's detour alone is not enough")
    func notListening() async throws {
        try await withTestDatabase { database in
            let ended = try await withDaemon(arguments(database.conninfo, "database.direct-url=host=/nowhere")) { daemon in
                try await daemon.notified("STATUS=not ready: listen: no connection")
                #expect(try await daemon.get("/readyz").status == 503)
                daemon.send(SIGTERM)
            }
            #expect(ended.status == .exited(0))
            #expect(!ended.notifications.contains { $0.contains("READY=1") })
        }
    }

    @Test("ready waits for a claim that succeeds")
    func notClaiming() async throws {
        try await withTestDatabase { database in
            try await database.withConnection {
                try await $0.executeScript(
                    "create role no_claims login in role fieldwork_worker; revoke update on fieldwork_jobs.jobs from fieldwork_worker"
                )
            }
            let ended = try await withDaemon(arguments(database.conninfo(user: "no_claims"))) { daemon in
                try await daemon.notified("STATUS=not ready: claim: ")
                daemon.send(SIGTERM)
            }
            try await database.withConnection { try await $0.executeScript("drop role no_claims") }
            #expect(ended.status == .exited(0))
            #expect(!ended.notifications.contains { $0.contains("READY=1") })
        }
    }

    @Test("told to stop while it waits for the database, it ends")
    func stoppedWhileWaiting() async throws {
        let ended = try await withDaemon(arguments("host=/nowhere")) { daemon in
            try await daemon.logged("waiting for the database")
            daemon.send(SIGTERM)
        }
        #expect(ended.status == .exited(0))
        #expect(!ended.notifications.contains { $0.contains("READY=1") })
    }

    @Test("an outage costs readiness, not life")
    func outage() async throws {
        try await withTestServer { server in
            try await server.withDatabase { database in
                let ended = try await withDaemon(
                    arguments(database.conninfo, "jobs.lease=3s"), environment: ["WATCHDOG_USEC": "1000000"]
                ) { daemon in
                    let ready = try await daemon.notified("READY=1")
                    try await server.postgres.stop(.immediate)
                    let out = try await daemon.notified("STATUS=not ready: lease: not held", from: ready)
                    let status = try await daemon.get("/readyz")
                    #expect(status.status == 503 && status.body.contains(#""schema":"ok""#))
                    // The loops go round: the watchdog is fed on, and the process alive.
                    try await daemon.notified("WATCHDOG=1", from: out)
                    #expect(try await daemon.get("/healthz").status == 200)
                    try await server.postgres.start()
                    try await daemon.notified("STATUS=ready", from: out)
                    #expect(try await daemon.get("/readyz").status == 200)
                    daemon.send(SIGTERM)
                }
                #expect(ended.status == .exited(0))
                #expect(ended.log.contains { $0["message"] == .text("database answers again") })
            }
        }
    }

    @Test("a second signal ends it at once, however long the first would take", arguments: [SIGTERM, SIGINT])
    func secondSignal(signal: Int32) async throws {
        try await withTestDatabase { database in
            let ended = try await withDaemon(arguments(database.conninfo)) { daemon in
                try await daemon.notified("READY=1")
                // Giving up the lease has to wait for this lock until its own deadline.
                try await database.withConnection { connection in
                    try await connection.withTransaction { connection in
                        try await connection.executeScript("lock table fieldwork_jobs.incarnations in access exclusive mode")
                        daemon.send(SIGTERM)
                        try await daemon.logged("stopping")
                        daemon.send(signal)
                        await #expect(throws: Sightings<[String: LogValue]>.Ended.self) { try await daemon.logged("stopped") }
                    }
                }
            }
            #expect(ended.status == .exited(128 + signal))
        }
    }

    @Test("a schema that is not there, too old or too new is refused with what to run", arguments: ["absent", "old", "new"])
    func unfit(schema: String) async throws {
        try await withTestDatabase(schema == "absent" ? .empty : .migrated) { database in
            switch schema {
            case "old":
                try await database.withConnection {
                    try await $0.executeScript("delete from fieldwork_schema.migrations where version > 3")
                }
            case "new":
                try await database.withConnection {
                    try await $0.executeScript("insert into fieldwork_schema.migrations values (9999, '9999_later', '', true)")
                }
            default: break
            }
            let ended = try await withDaemon(arguments(database.conninfo)) { _ in }
            #expect(ended.status == .exited(69))
            #expect(!ended.notifications.contains { $0.contains("READY=1") })
            let critical = ended.log.filter { $0["level"] == .text("critical") }
            #expect(critical.count == 1)
            guard case .text(let reason) = try #require(critical.first?["reason"]) else { return }
            #expect(reason.contains(schema == "new" ? "Upgrade the program" : "Run `fieldwork migrate`"))
        }
    }

    @Test("a login without the worker's rights is told which to grant")
    func noRights() async throws {
        try await withTestDatabase { database in
            try await database.withConnection { try await $0.executeScript("create role stranger login") }
            let ended = try await withDaemon(arguments(database.conninfo(user: "stranger"))) { _ in }
            try await database.withConnection { try await $0.executeScript("drop role stranger") }
            #expect(ended.status == .exited(69))
            #expect(
                ended.log.contains { line in
                    if case .text(let reason) = line["reason"] { reason.contains("grant fieldwork_worker to") } else { false }
                })
        }
    }

    @Test("a login that is nothing but a worker is enough")
    func workerRights() async throws {
        try await withTestDatabase { database in
            try await database.withConnection {
                try await $0.executeScript("create role only_worker login in role fieldwork_worker")
            }
            let ended = try await withDaemon(arguments(database.conninfo(user: "only_worker"))) { daemon in
                try await daemon.notified("READY=1")
                daemon.send(SIGTERM)
            }
            try await database.withConnection { try await $0.executeScript("drop owned by only_worker; drop role only_worker") }
            #expect(ended.status == .exited(0))
            #expect(!ended.log.contains { $0["level"] == .text("error") })
        }
    }

    @Test("the password comes from the service manager's credential")
    func credential() async throws {
        try await withTestServer { server in
            try await server.withDatabase { database in
                let rules = try await database.withConnection { connection in
                    try await connection.executeScript(
                        "create role fenced login password 'geheim' in role fieldwork_worker")
                    return try await connection.execute(RulesFile())[0]
                }
                try ("local all fenced scram-sha-256\n" + String(contentsOfFile: rules, encoding: .utf8))
                    .write(toFile: rules, atomically: false, encoding: .utf8)
                try await database.withConnection { _ = try await $0.execute(ReloadConfiguration()) }
                let folder = try TemporaryFolder(["database-password": "geheim\n"])
                let conninfo = database.conninfo(user: "fenced")
                let ended = try await withDaemon(arguments(conninfo), environment: ["CREDENTIALS_DIRECTORY": folder.path]) {
                    daemon in
                    try await daemon.notified("READY=1")
                    daemon.send(SIGTERM)
                }
                #expect(ended.status == .exited(0))
                let refused = try await withDaemon(arguments(conninfo)) { daemon in
                    try await daemon.logged("waiting for the database")
                    daemon.send(SIGTERM)
                }
                #expect(refused.status == .exited(0))
                #expect(!"\(ended.log)\(refused.log)".contains("geheim"))
            }
        }
    }

    @Test("a job that processes died with runs in a process of its own, which settles it and says so in the same log")
    func isolated() async throws {
        try await withTestDatabase { database in
            // Its arguments are not what the kind expects: the end of it is known, and needs no study.
            try await database.withConnection {
                try await $0.executeScript(
                    """
                    insert into fieldwork_jobs.jobs (queue, kind, arguments, died_with)
                    values ('default', 'process_document', '{}', array[gen_random_uuid(), gen_random_uuid()])
                    """)
            }
            let ended = try await withDaemon(arguments(database.conninfo)) { daemon in
                let alone = try await daemon.logged("job runs alone after process deaths")
                let failed = try await daemon.logged("job failed")
                #expect(failed["reason"] == .text("job.malformed-arguments") && failed["state"] == .text("discarded"))
                #expect(failed["job_id"] == alone["job_id"])
                daemon.send(SIGTERM)
            }
            #expect(ended.status == .exited(0))
            let states = try await database.withConnection { try await $0.execute(States()) }
            #expect(states == ["discarded"])
        }
    }

    @Test("a port that is taken ends it with a word about the setting")
    func portTaken() async throws {
        let socket = try Loopback.listener()
        defer { try? socket.close() }
        let port = try Loopback.port(of: socket)
        let ended = try await withDaemon(arguments("host=/nowhere", "http.port=\(port)")) { _ in }
        #expect(ended.status == .exited(78))
        #expect(
            ended.log.contains { line in
                if case .text(let reason) = line["reason"] {
                    reason.hasPrefix("http.port: cannot listen on port \(port)")
                } else {
                    false
                }
            })
    }
}

/// Where the server's rules of who may come in are.
private struct RulesFile: PostgresStatement {
    static let sql = "select current_setting('hba_file')"
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
}

private struct ReloadConfiguration: PostgresStatement {
    static let sql = "select pg_reload_conf()"
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Bool { try row.next() }
}

private struct States: PostgresStatement {
    static let sql = "select state::text from fieldwork_jobs.jobs order by id"
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
}
