import Logging
import Postgres
import TestSupport
import Testing

/// What each role may do, counted out over every object of the schemas; and what PUBLIC may, which is nothing.
@Suite struct PrivilegesTests {
    /// What portal, worker and admin may all read.
    private static let views = [
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
    ]

    /// What worker and admin both may beside.
    private static let staff = [
        "column fieldwork_store.classifications.is_current: update",
        "column fieldwork_store.coding_runs.is_current: update",
        "column fieldwork_store.documents.format: update",
        "column fieldwork_store.documents.problem: update",
        "column fieldwork_store.documents.problem_detail: update",
        "column fieldwork_store.documents.status: update",
        "function fieldwork.limits_v1",
        "function fieldwork.wake_v1",
        "function fieldwork_jobs.create_batch",
        "function fieldwork_jobs.current_trace",
        "function fieldwork_jobs.borrow",
        "function fieldwork_jobs.doorbell",
        "function fieldwork_jobs.enqueue",
        "function fieldwork_jobs.enqueue",
        "function fieldwork_jobs.enqueue_batch",
        "function fieldwork_jobs.fence",
        "function fieldwork_jobs.finish_batches",
        "function fieldwork_jobs.fire_schedules",
        "function fieldwork_jobs.is_traceparent",
        "function fieldwork_jobs.next_occurrence",
        "function fieldwork_jobs.note_server",
        "function fieldwork_jobs.reporting_attempt",
        "function fieldwork_jobs.seal_batch",
        "function fieldwork_jobs.pick",
        "function fieldwork_jobs.wake",
        "function fieldwork_store.evidence_fingerprint",
        "function fieldwork_store.visible_studies",
        "schema fieldwork: usage",
        "schema fieldwork_jobs: usage",
        "schema fieldwork_schema: usage",
        "schema fieldwork_store: usage",
        "sequence fieldwork_jobs.batches_id_seq: select, usage",
        "sequence fieldwork_jobs.job_events_id_seq: select, usage",
        "sequence fieldwork_jobs.job_log_id_seq: select, usage",
        "sequence fieldwork_jobs.jobs_id_seq: select, usage",
        "sequence fieldwork_jobs.positions: select, usage",
        "table fieldwork_jobs.batches: delete, insert, select, update",
        "table fieldwork_jobs.incarnations: delete, insert, select, update",
        "table fieldwork_jobs.job_events: delete, insert, select",
        "table fieldwork_jobs.job_log: delete, insert, select",
        "table fieldwork_jobs.job_progress: delete, insert, select, update",
        "table fieldwork_jobs.jobs: delete, insert, select, update",
        "table fieldwork_jobs.partitions: insert, select",
        "table fieldwork_jobs.server_runs: insert, select",
        "table fieldwork_schema.migrations: select",
        "table fieldwork_store.classifications: insert, select",
        "table fieldwork_store.coding_runs: insert, select",
        "table fieldwork_store.document_contents: select",
        "table fieldwork_store.documents: select",
        "table fieldwork_store.effects: insert, select",
        "table fieldwork_store.messages: select",
        "table fieldwork_store.reviews: select",
        "table fieldwork_store.suggestions: insert, select",
        "table fieldwork_store.transcripts: insert, select",
    ]

    @Test func thePortalMayCallAndReadTheStableAPIAndNothingElse() async throws {
        let granted = try await privileges(of: "fieldwork_portal")
        #expect(
            granted
                == (Self.views + [
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
                ]).sorted())
    }

    /// The daemon takes jobs and writes results; it decides nothing about queues or other processes' jobs.
    @Test func theWorkerMayDoThisAndNothingElse() async throws {
        let granted = try await privileges(of: "fieldwork_worker")
        #expect(
            granted
                == (Self.views + Self.staff + [
                    "column fieldwork_store.documents.job_id: update",
                    "function fieldwork_store.queue_coding",
                    "function fieldwork_store.request_classification",
                    "function fieldwork_store.save_classification",
                    "column fieldwork_jobs.schedules.fired_at: update",
                    "column fieldwork_jobs.schedules.job_id: update",
                    "column fieldwork_jobs.schedules.next_at: update",
                    "column fieldwork_jobs.schedules.paused_at: update",
                    "column fieldwork_jobs.schedules.paused_by: update",
                    "table fieldwork_jobs.limits: select",
                    "table fieldwork_jobs.permits: insert, select, update",
                    "table fieldwork_jobs.queues: select",
                    "table fieldwork_jobs.schedules: select",
                    "table fieldwork_store.clusters: select",
                    "table fieldwork_store.codebooks: select",
                    "table fieldwork_store.codes: select",
                    "table fieldwork_store.expert_ratings: select",
                    "table fieldwork_store.participants: select",
                    "table fieldwork_store.rule_sets: select",
                    "table fieldwork_store.studies: select",
                    "table fieldwork_store.study_codebooks: select",
                    "table fieldwork_store.study_logins: select",
                ]).sorted())
    }

    @Test func theAdminMayDoThisAndNothingElse() async throws {
        let granted = try await privileges(of: "fieldwork_admin")
        #expect(
            granted
                == (Self.views + Self.staff + [
                    "function fieldwork.cancel_document_v1",
                    "function fieldwork.create_cluster_v1",
                    "function fieldwork.create_participant_v1",
                    "function fieldwork.create_study_v1",
                    "function fieldwork.document_status_v1",
                    "function fieldwork.enqueue_v1",
                    "function fieldwork.rate_cluster_v1",
                    "function fieldwork.review_suggestion_v1",
                    "function fieldwork.submit_document_v1",
                    "function fieldwork_jobs.cancel",
                    "function fieldwork_jobs.pause",
                    "function fieldwork_jobs.pause_schedule",
                    "function fieldwork_jobs.resume",
                    "function fieldwork_jobs.resume_schedule",
                    "function fieldwork_jobs.retry",
                    "table fieldwork_jobs.limits: delete, insert, select, update",
                    "table fieldwork_jobs.permits: delete, insert, select, update",
                    "table fieldwork_jobs.queues: insert, select, update",
                    "table fieldwork_jobs.schedules: delete, insert, select, update",
                    "table fieldwork_store.clusters: insert, select, update",
                    "table fieldwork_store.codebooks: insert, select, update",
                    "table fieldwork_store.codes: insert, select, update",
                    "table fieldwork_store.expert_ratings: insert, select, update",
                    "table fieldwork_store.participants: insert, select, update",
                    "table fieldwork_store.rule_sets: insert, select, update",
                    "table fieldwork_store.studies: insert, select, update",
                    "table fieldwork_store.study_codebooks: insert, select, update",
                    "table fieldwork_store.study_logins: insert, select, update",
                ]).sorted())
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
    /// of the API can forget it. What has none is of no study, or names and ids only, and is read by functions that filter.
    @Test func everyTableOfAStudyIsGuardedByRow() async throws {
        let tables = try await withTestDatabase { database in try await rows(RowSecurity(), in: database) }
        #expect(
            tables == [
                "classifications: forced", "clusters: forced", "codebooks: none", "codes: none", "coding_runs: forced",
                "document_contents: forced", "documents: forced", "effects: none", "expert_ratings: forced", "messages: none",
                "participants: forced", "reviews: forced", "rule_sets: none", "studies: none", "study_codebooks: none",
                "study_logins: none", "suggestions: forced", "transcripts: forced",
            ])
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

/// All that a role may do with the objects of the schemas: a line for each, and for each column where not the whole table is
/// granted.
private struct Privileges: PostgresStatement {
    let role: String

    static let sql = """
        with ours as (select oid, nspname from pg_namespace where nspname like 'fieldwork%'),
        relations as (
            select c.oid, c.relkind, o.nspname || '.' || c.relname as name from pg_class c join ours o on o.oid = c.relnamespace
        )
        select 'function ' || o.nspname || '.' || p.proname
        from pg_proc p join ours o on o.oid = p.pronamespace where has_function_privilege($1, p.oid, 'execute')
        union all
        select case r.relkind when 'v' then 'view ' else 'table ' end || r.name || ': ' || string_agg(a.privilege, ', ' order by a.privilege)
        from relations r
            cross join (values ('select'), ('insert'), ('update'), ('delete'), ('truncate'), ('references'), ('trigger')) as a (privilege)
        where r.relkind in ('r', 'v', 'm', 'p', 'f') and has_table_privilege($1, r.oid, a.privilege)
        group by r.relkind, r.name
        union all
        select 'column ' || r.name || '.' || c.attname || ': ' || string_agg(a.privilege, ', ' order by a.privilege)
        from relations r join pg_attribute c on c.attrelid = r.oid and c.attnum > 0 and not c.attisdropped
            cross join (values ('select'), ('insert'), ('update'), ('references')) as a (privilege)
        where r.relkind in ('r', 'v', 'm', 'p', 'f')
          and has_column_privilege($1, r.oid, c.attnum, a.privilege) and not has_table_privilege($1, r.oid, a.privilege)
        group by r.name, c.attname
        union all
        select 'sequence ' || r.name || ': ' || string_agg(a.privilege, ', ' order by a.privilege)
        from relations r cross join (values ('usage'), ('select'), ('update')) as a (privilege)
        where r.relkind = 'S' and has_sequence_privilege($1, r.oid, a.privilege)
        group by r.name
        union all
        select 'schema ' || o.nspname || ': ' || string_agg(a.privilege, ', ' order by a.privilege)
        from ours o cross join (values ('usage'), ('create')) as a (privilege)
        where has_schema_privilege($1, o.oid, a.privilege)
        group by o.nspname
        order by 1
        """

    func bind(to parameters: inout PostgresParameters) { parameters.append(role) }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
}

private struct RowSecurity: PostgresStatement {
    static let sql = """
        select c.relname || ': ' || case when not c.relrowsecurity then 'none' when c.relforcerowsecurity then 'forced' else 'not forced' end
        from pg_class c where c.relnamespace = 'fieldwork_store'::regnamespace and c.relkind in ('r', 'p')
        order by c.relname collate "C"
        """

    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
}
