import Postgres
import Testing
import TestSupport

@Suite("fieldwork doctor")
struct DoctorTests {
    private static let process = """
        insert into fieldwork_jobs.incarnations (id, host, pid, program_version, queues, kinds, lease, lease_until)
        values (gen_random_uuid(), 'field-1', 4711, '0.1.0', '{default}', '{process_document}', '15 s', now() + interval '1 h');
        """

    /// What it finds after a change, worst first, and its status. That the tests' server does without fsync is left out.
    private func findings(_ study: TestStudy, after change: String) async throws -> (codes: [String?], status: Int32) {
        try await study.database.withConnection { try await $0.executeScript(change) }
        let outcome = try await study.fieldwork("doctor", "--json")
        let codes = try JSON.list(outcome.output).map { $0["code"] as? String }
        #expect(codes.contains("unsafe-settings"))
        return (codes.filter { $0 != "unsafe-settings" }, outcome.status)
    }

    @Test("finds what stands still, and what soon will")
    func findings() async throws {
        try await TestStudy.prepared { study in
            try await study.expect("study", "import", study.path("study.yaml"), "--with-documents")
            var found = try await findings(study, after: "")
            #expect(found.codes == ["no-process"] && found.status == 65)
            found = try await findings(study, after: Self.process)
            #expect(found.codes.isEmpty && found.status == 0)
            let told = try await study.expect("doctor")
            #expect(
                told.hasPrefix(
                    "warning  Off in the server's settings: fsync, full_page_writes. [unsafe-settings]\n         A crash"))

            found = try await findings(
                study,
                after: """
                    update fieldwork_jobs.jobs set kind = 'of_tomorrow' where id = 1;
                    update fieldwork_jobs.jobs set lane = 0, died_with = array[gen_random_uuid(), gen_random_uuid()] where id = 2;
                    insert into fieldwork_jobs.job_events (job_id, event, attempt) values (1, 'discarded', 5);
                    select fieldwork_jobs.pause('default');
                    insert into fieldwork_jobs.incarnations
                        (id, host, pid, program_version, queues, kinds, lease, lease_until, ended_at)
                    values (gen_random_uuid(), 'field-2', 1, '0.1.0', '{}', '{}', '15 s', now() - interval '9 s', now());
                    """)
            #expect(found.codes == ["unknown-kinds", "lost-processes", "suspects", "discarded", "paused-queues"])
            #expect(found.status == 65)
            let toldInChinese = try await study.fieldwork("doctor", "--language", "zh").output
            #expect(toldInChinese.hasPrefix("故障  沒有程序認得這些種類的工作：of_tomorrow。 [unknown-kinds]\n      請將"))
        }
    }

    @Test("finds jobs in a queue that nobody serves, and kinds that only those know who serve another")
    func unserved() async throws {
        try await TestStudy.prepared { study in
            try await study.expect("study", "import", study.path("study.yaml"), "--with-documents")
            var found = try await findings(
                study,
                after: """
                    \(Self.process)
                    update fieldwork_jobs.jobs set queue = 'night' where id = 1;
                    """)
            #expect(found.codes == ["unserved-queues"] && found.status == 65)
            let told = try await study.fieldwork("doctor").output
            #expect(told.hasPrefix("fault  Jobs wait in queues that no living process serves: night. [unserved-queues]\n"))

            found = try await findings(
                study,
                after: """
                    update fieldwork_jobs.incarnations set lease_until = now() - interval '1 s';
                    insert into fieldwork_jobs.incarnations (id, host, pid, program_version, queues, kinds, lease, lease_until)
                    select gen_random_uuid(), 'field-1', 4711, '0.1.0', array[queue], array[kind], '15 s', now() + interval '1 h'
                    from (values ('night', 'classify_cluster'), ('default', 'process_document')) as p (queue, kind);
                    """)
            #expect(found.codes == ["unknown-kinds"] && found.status == 65)
        }
    }

    @Test("says what a login may not see, and which settings are unsafe")
    func privileges() async throws {
        try await TestStudy.prepared { study in
            try await study.database.withConnection { connection in
                try await connection.executeScript(
                    """
                    \(Self.process)
                    do $$ begin
                        create role doctor_admin login in role fieldwork_admin;
                    exception when duplicate_object or unique_violation then null;
                    end $$;
                    alter role doctor_admin set synchronous_commit = off;
                    """)
            }
            let outcome = try await study.fieldwork(
                "doctor", "--json", "--database", study.database.conninfo(user: "doctor_admin"))
            let codes = try JSON.list(outcome.output).map { $0["code"] as? String }
            #expect(codes == ["unsafe-settings", "sessions-hidden"])
        }
    }

    @Test("finds leases nobody judged, jobs nobody recovered, long pauses and tables nobody vacuums")
    func neglect() async throws {
        try await TestStudy.prepared { study in
            try await study.expect("study", "import", study.path("study.yaml"), "--with-documents")
            let found = try await findings(
                study,
                after: """
                    \(Self.process)
                    insert into fieldwork_jobs.incarnations
                        (id, host, pid, program_version, queues, kinds, lease, lease_until, ended_at)
                    values
                        (gen_random_uuid(), 'field-3', 1, '0.1.0', '{}', '{}', '15 s', now() - interval '5 min', null),
                        ('00000000-0000-0000-0000-000000000009', 'field-4', 1, '0.1.0', '{}', '{}', '15 s',
                            now() - interval '2 h', now() - interval '2 h');
                    update fieldwork_jobs.jobs set state = 'running', token = gen_random_uuid(),
                        incarnation = '00000000-0000-0000-0000-000000000009' where id = 1;
                    insert into fieldwork_jobs.queues (queue, paused_at, paused_by) values ('night', now() - interval '3 d', 'anna');
                    alter table fieldwork_jobs.job_events set (autovacuum_enabled = off);
                    drop index fieldwork_jobs.jobs_finished;
                    """)
            #expect(
                found.codes == [
                    "leases-not-judged", "jobs-not-recovered", "damaged-indexes", "autovacuum-off-table", "queues-paused-long",
                ])
            #expect(found.status == 65)
        }
    }
}
