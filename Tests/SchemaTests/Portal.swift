import Logging
import Postgres
import TestSupport
import Testing

/// A refusal of the API, by its SQLSTATE.
struct FieldworkRefusal: Error, Equatable {
    let code: String
    init(_ code: String) { self.code = code }
}

func withPortal(_ body: (Portal) async throws -> Void) async throws {
    try await withTestDatabase { database in
        let portal = Portal(database: database)
        try await portal.setUp()
        try await body(portal)
    }
}

/// A migrated database with two portals' logins and an admin's.
struct Portal: Sendable {
    let database: TestDatabase
    // Logins belong to the whole server: a database's name keeps tests apart.
    var anna: String { "anna_\(database.name)" }
    var bo: String { "bo_\(database.name)" }
    var admin: String { "admin_\(database.name)" }

    func setUp() async throws {
        let script = """
            create role \(anna) login; grant fieldwork_portal to \(anna);
            create role \(bo) login; grant fieldwork_portal to \(bo);
            create role \(admin) login; grant fieldwork_admin to \(admin);
            insert into fieldwork_store.rule_sets (name, version, sha256, title_zh, title_en, source) values ('r', 1, '', '', '', '');
            insert into fieldwork_store.codebooks (name, version, sha256, title_zh, title_en, source) values ('c', 1, '', '', '', '');
            """
        try await run(script)
    }

    func createStudy(_ code: String, as login: String) async throws {
        _ = try await call(CreateStudy(code: code), as: login)
        try await createCluster(code, "Q1", as: login)
        _ = try await call(CreateParticipant(study: code), as: login)
    }

    func createCluster(_ study: String, _ code: String, as login: String) async throws {
        _ = try await call(CreateCluster(study: study, code: code), as: login)
    }

    func submit(
        _ study: String, _ cluster: String, _ content: [UInt8], type: String = "transcript", participant: String? = nil,
        as login: String
    ) async throws -> Submit.Receipt {
        let statement = Submit(study: study, cluster: cluster, type: type, content: content, participant: participant)
        return try await call(statement, as: login)[0]
    }

    func status(_ document: Int64, as login: String) async throws -> String {
        try await call(Status(document: document), as: login)[0]
    }
    func cancel(_ document: Int64, as login: String) async throws { _ = try await call(Cancel(document: document), as: login) }

    /// Calls `enqueue_v1` with arguments written as SQL.
    @discardableResult
    func enqueue(_ arguments: String, as login: String) async throws -> Int64 {
        try #require(Int64(try await ask("select fieldwork.enqueue_v1(\(arguments))", as: login)))
    }

    /// The one value of a query, as text; the superuser's unless somebody else asks.
    @discardableResult
    func ask(_ query: String, as login: String = "postgres") async throws -> String {
        try await call(AdHoc(query: query), as: login)[0]
    }

    func run(_ script: String) async throws {
        try await connect(database.conninfo) { try await $0.executeScript(script) }
    }

    /// Looks until a session waits for a lock.
    func untilSomebodyWaits() async throws {
        let waiting =
            "select exists (select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database())"
        for _ in 1...1000 where try await ask(waiting) == "true" { return }
        Issue.record("nobody waits for a lock")
    }

    /// Gives a document a text, a coding run and a suggestion, whose id it returns.
    func code(_ document: Int64) async throws -> Int64 {
        try await run(
            """
            with transcript as (
                insert into fieldwork_store.transcripts (document_id, study_id, text, text_sha256, reader_version, turns, segments)
                select id, study_id, 'abc', '', 1, '[]', '{}' from fieldwork_store.documents where id = \(document)
                returning id, study_id
            ), run as (
                insert into fieldwork_store.coding_runs
                    (study_id, transcript_id, codebook_id, coder, coder_version, manifest, job_id)
                select study_id, id, 1, 'phrase', 1, '{}', 1 from transcript returning id, study_id
            )
            insert into fieldwork_store.suggestions (run_id, study_id, code, segment, start_scalar, end_scalar, quotation, trust)
            select id, study_id, 'a', 0, 0, 1, 'a', 1 from run
            """)
        return try #require(Int64(try await ask("select max(id) from fieldwork_store.suggestions")))
    }

    func count(_ view: String, as login: String) async throws -> Int {
        try await connect(database.conninfo(user: login)) { connection in
            try await connection.execute(CountOfViews())[0][view] ?? -1
        }
    }

    private func call<S: PostgresStatement>(_ statement: S, as login: String) async throws -> [S.Row] {
        do {
            return try await connect(database.conninfo(user: login)) { try await $0.execute(statement) }
        } catch let error as PostgresError {
            guard let code = error.sqlState?.rawValue, code.hasPrefix("FW") else { throw error }
            throw FieldworkRefusal(code)
        }
    }

    private func connect<R: Sendable>(
        _ conninfo: String, _ body: @Sendable (isolated PostgresConnection) async throws -> R
    ) async throws -> R {
        try await PostgresConnection.withConnection(PostgresConfiguration(conninfo), logger: Logger(label: "test"), body)
    }
}

private struct CreateStudy: PostgresStatement {
    let code: String
    static let sql = """
        select fieldwork.create_study_v1($1, '研究', 'study', '{Q}', '{"L": {"zh": "召集人", "en": "leader"}, "S": {}}', '{c}', 'r')
        """
    func bind(to parameters: inout PostgresParameters) { parameters.append(code) }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}

private struct CreateCluster: PostgresStatement {
    let study: String
    let code: String
    static let sql = "select fieldwork.create_cluster_v1($1, $2, 8)"
    func bind(to parameters: inout PostgresParameters) {
        parameters.append(study)
        parameters.append(code)
    }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}

private struct CreateParticipant: PostgresStatement {
    let study: String
    static let sql = "select fieldwork.create_participant_v1($1, 'Q1L', 'Ms.')"
    func bind(to parameters: inout PostgresParameters) { parameters.append(study) }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}

struct Submit: PostgresStatement {
    struct Receipt: Sendable {
        let document: Int64
        let isNew: Bool
    }

    let study: String
    let cluster: String
    let type: String
    let content: [UInt8]
    let participant: String?

    static let sql = "select document_id, is_new from fieldwork.submit_document_v1($1, $2, $3, 'a.txt', $4, $5)"
    func bind(to parameters: inout PostgresParameters) {
        parameters.append(study)
        parameters.append(cluster)
        parameters.append(type)
        parameters.append(content)
        parameters.append(participant)
    }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Receipt {
        let document: Int64 = try row.next()
        let isNew: Bool = try row.next()
        return Receipt(document: document, isNew: isNew)
    }
}

private struct Status: PostgresStatement {
    let document: Int64
    static let sql = "select status from fieldwork.document_status_v1($1)"
    func bind(to parameters: inout PostgresParameters) { parameters.append(document) }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
}

private struct Cancel: PostgresStatement {
    let document: Int64
    static let sql = "select fieldwork.cancel_document_v1($1)::text"
    func bind(to parameters: inout PostgresParameters) { parameters.append(document) }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String? { try row.next() }
}

/// Runs a query that returns one value; the query is an argument of a function that runs it.
private struct AdHoc: PostgresStatement {
    let query: String
    static let sql = "select coalesce((xpath('/row/*[1]/text()', query_to_xml($1, true, true, '')))[1]::text, '')"
    func bind(to parameters: inout PostgresParameters) { parameters.append(query) }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
}

private struct CountOfViews: PostgresStatement {
    static let sql = """
        select (select count(*) from fieldwork.studies), (select count(*) from fieldwork.clusters),
            (select count(*) from fieldwork.participants), (select count(*) from fieldwork.documents),
            (select count(*) from fieldwork.jobs)
        """
    func bind(to parameters: inout PostgresParameters) {}
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> [String: Int] {
        var counts: [String: Int] = [:]
        for view in ["studies", "clusters", "participants", "documents", "jobs"] { counts[view] = try row.next() }
        return counts
    }
}
