import Logging
import Postgres
import TestSupport
import Testing

/// The SQL functions as a portal calls them, by logins that are members of fieldwork_portal only.
@Suite struct PortalAPITests {
    @Test func theSameBytesAreTheSameDocumentAndAnotherStudyLearnsNothing() async throws {
        try await withPortal { portal in
            try await portal.createStudy("alpha", as: portal.anna)
            try await portal.createStudy("beta", as: portal.bo)
            let first = try await portal.submit("alpha", "Q1", [1, 2, 3], as: portal.anna)
            let again = try await portal.submit("alpha", "Q1", [1, 2, 3], as: portal.anna)
            #expect(first.isNew && !again.isNew && first.document == again.document)
            let elsewhere = try await portal.submit("beta", "Q1", [1, 2, 3], as: portal.bo)
            #expect(elsewhere.isNew && elsewhere.document != first.document)
            let another = try await portal.submit("alpha", "Q1", [1, 2, 3], type: "proposal", as: portal.anna)
            #expect(another.isNew)
        }
    }

    @Test func aPortalSeesItsOwnStudiesOnly() async throws {
        try await withPortal { portal in
            try await portal.createStudy("alpha", as: portal.anna)
            let document = try await portal.submit("alpha", "Q1", [1], as: portal.anna).document
            for view in ["studies", "clusters", "participants", "documents", "jobs"] {
                #expect(try await portal.count(view, as: portal.anna) == 1, "\(view), the owner's")
                #expect(try await portal.count(view, as: portal.bo) == 0, "\(view), a stranger's")
            }
            await #expect(throws: FieldworkRefusal("FW107")) { try await portal.status(document, as: portal.bo) }
            await #expect(throws: FieldworkRefusal("FW107")) { try await portal.cancel(document, as: portal.bo) }
            await #expect(throws: FieldworkRefusal("FW101")) { _ = try await portal.submit("alpha", "Q1", [1], as: portal.bo) }
            #expect(try await portal.status(document, as: portal.anna) == "received")
        }
    }

    @Test func everyRefusalHasItsCode() async throws {
        try await withPortal { portal in
            let anna = portal.anna
            try await portal.createStudy("alpha", as: anna)
            await #expect(throws: FieldworkRefusal("FW110")) { try await portal.createStudy("alpha", as: portal.bo) }
            await #expect(throws: FieldworkRefusal("FW102")) { _ = try await portal.submit("alpha", "Q9", [1], as: anna) }
            await #expect(throws: FieldworkRefusal("FW103")) {
                _ = try await portal.submit("alpha", "Q1", [1], participant: "Q1S", as: anna)
            }
            await #expect(throws: FieldworkRefusal("FW104")) {
                _ = try await portal.submit("alpha", "Q1", [1], type: "poem", as: anna)
            }
            await #expect(throws: FieldworkRefusal("FW105")) { _ = try await portal.submit("alpha", "Q1", [], as: anna) }
            await #expect(throws: FieldworkRefusal("FW106")) {
                _ = try await portal.submit("alpha", "Q1", Array(repeating: 7, count: 50_000_001), as: anna)
            }
            await #expect(throws: FieldworkRefusal("FW109")) { try await portal.createCluster("alpha", "Z1", as: anna) }
            await #expect(throws: FieldworkRefusal("FW111")) { try await portal.enqueue("alpha", "process_document", as: anna) }
            let document = try await portal.submit("alpha", "Q1", [1], as: anna).document
            try await portal.cancel(document, as: anna)
            await #expect(throws: FieldworkRefusal("FW108")) { try await portal.cancel(document, as: anna) }
        }
    }
}

/// A refusal of the API, by its SQLSTATE.
private struct FieldworkRefusal: Error, Equatable {
    let code: String
    init(_ code: String) { self.code = code }
}

private func withPortal(_ body: (Portal) async throws -> Void) async throws {
    try await withTestDatabase { database in
        let portal = Portal(database: database)
        try await portal.setUp()
        try await body(portal)
    }
}

private struct Portal: Sendable {
    let database: TestDatabase
    // Logins belong to the whole server: a database's name keeps tests apart.
    var anna: String { "anna_\(database.name)" }
    var bo: String { "bo_\(database.name)" }

    func setUp() async throws {
        let script = """
            create role \(anna) login; grant fieldwork_portal to \(anna);
            create role \(bo) login; grant fieldwork_portal to \(bo);
            insert into fieldwork_store.rule_sets (name, version, sha256, title_zh, title_en, source) values ('r', 1, '', '', '', '');
            insert into fieldwork_store.codebooks (name, version, sha256, title_zh, title_en, source) values ('c', 1, '', '', '', '');
            """
        try await connect(database.conninfo) { try await $0.executeScript(script) }
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
    func enqueue(_ study: String, _ kind: String, as login: String) async throws {
        _ = try await call(Enqueue(study: study, kind: kind), as: login)
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

private struct Submit: PostgresStatement {
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

private struct Enqueue: PostgresStatement {
    let study: String
    let kind: String
    static let sql = "select fieldwork.enqueue_v1($1, $2)"
    func bind(to parameters: inout PostgresParameters) {
        parameters.append(study)
        parameters.append(kind)
    }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
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
