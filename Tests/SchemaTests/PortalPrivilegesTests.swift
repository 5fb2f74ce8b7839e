import Logging
import Postgres
import TestSupport
import Testing

/// What the portal's role may do, counted out over every object of the schemas; and what PUBLIC may, which is nothing.
@Suite struct PortalPrivilegesTests {
    @Test func thePortalMayCallAndReadTheStableAPIAndNothingElse() async throws {
        let granted = try await privileges(of: "fieldwork_portal")
        #expect(
            granted == [
                "function fieldwork.cancel_document_v1",
                "function fieldwork.create_cluster_v1",
                "function fieldwork.create_participant_v1",
                "function fieldwork.create_study_v1",
                "function fieldwork.document_status_v1",
                "function fieldwork.enqueue_v1",
                "function fieldwork.limits_v1",
                "function fieldwork.submit_document_v1",
                "function fieldwork.wake_v1",
                "function fieldwork_store.visible_studies",
                "schema fieldwork: usage",
                "view fieldwork.classifications: select",
                "view fieldwork.clusters: select",
                "view fieldwork.codebooks: select",
                "view fieldwork.codes: select",
                "view fieldwork.documents: select",
                "view fieldwork.jobs: select",
                "view fieldwork.messages: select",
                "view fieldwork.participants: select",
                "view fieldwork.studies: select",
                "view fieldwork.suggestions: select",
            ])
    }

    @Test func publicMayDoNothing() async throws {
        #expect(try await privileges(of: "public") == [])
    }

    @Test func theAuditorChangesNothing() async throws {
        let granted = try await privileges(of: "fieldwork_auditor")
        #expect(granted.filter { $0.contains(": ") && !$0.hasSuffix(": select") && !$0.hasSuffix(": usage") } == [])
        #expect(granted.filter { $0.hasPrefix("function") } == ["function fieldwork_store.visible_studies"])
    }

    /// Every stored thing of a study has row-level security that holds for its owner too, so that no view or function
    /// of the API can forget it.
    @Test func everyTableOfAStudyIsGuardedByRow() async throws {
        let unguarded = try await withTestDatabase { database in
            try await rows(UnguardedTables(), in: database)
        }
        // Names and ids only: the functions that read them filter by visible_studies() themselves.
        #expect(unguarded == ["study_codebooks", "study_logins"])
    }

    private func privileges(of role: String) async throws -> [String] {
        try await withTestDatabase { database in try await rows(Privileges(role: role), in: database) }
    }

    private func rows<S: PostgresStatement>(_ statement: S, in database: TestDatabase) async throws -> [S.Row] {
        try await PostgresConnection.withConnection(
            PostgresConfiguration(database.conninfo), logger: Logger(label: "test")
        ) { connection in
            try await connection.execute(statement)
        }
    }
}

/// All that a role may do with the objects of the three schemas.
private struct Privileges: PostgresStatement {
    let role: String

    static let sql = """
        with ours as (select oid, nspname from pg_namespace where nspname like 'fieldwork%' and nspname <> 'fieldwork_schema')
        select 'function ' || o.nspname || '.' || p.proname
        from pg_proc p join ours o on o.oid = p.pronamespace where has_function_privilege($1, p.oid, 'execute')
        union all
        select case c.relkind when 'v' then 'view ' when 'S' then 'sequence ' else 'table ' end || o.nspname || '.' || c.relname || ': ' || a.privilege
        from pg_class c join ours o on o.oid = c.relnamespace
            cross join (values ('select'), ('insert'), ('update'), ('delete'), ('truncate'), ('references'), ('trigger')) as a (privilege)
        where c.relkind in ('r', 'v', 'm', 'p', 'f')
          and (has_table_privilege($1, c.oid, a.privilege)
               or (a.privilege in ('select', 'insert', 'update', 'references') and has_any_column_privilege($1, c.oid, a.privilege)))
        union all
        select 'sequence ' || o.nspname || '.' || c.relname || ': ' || a.privilege
        from pg_class c join ours o on o.oid = c.relnamespace cross join (values ('usage'), ('select'), ('update')) as a (privilege)
        where c.relkind = 'S' and has_sequence_privilege($1, c.oid, a.privilege)
        union all
        select 'schema ' || o.nspname || ': ' || a.privilege
        from ours o cross join (values ('usage'), ('create')) as a (privilege)
        where has_schema_privilege($1, o.oid, a.privilege)
        order by 1
        """

    func bind(to parameters: inout PostgresParameters) { parameters.append(role) }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
}

private struct UnguardedTables: PostgresStatement {
    static let sql = """
        select distinct c.relname::text
        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'study_id'
        where c.relnamespace = 'fieldwork_store'::regnamespace and c.relkind = 'r'
          and not (c.relrowsecurity and c.relforcerowsecurity)
        order by 1
        """

    func bind(to parameters: inout PostgresParameters) {}
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
}
