import Postgres
import TestSupport
import Testing

@Suite("fieldwork jobs")
struct JobsTests {
    /// Three submitted documents, whose jobs wait.
    private static func waiting(_ body: (TestStudy) async throws -> Void) async throws {
        try await TestStudy.prepared { study in
            try await study.expect("study", "import", study.path("study.yaml"), "--with-documents")
            try await body(study)
        }
    }

    /// As ``waiting(_:)``; job 1 was given up after three failures, job 2 runs on a process that is lost.
    private static func troubled(_ body: (TestStudy) async throws -> Void) async throws {
        try await waiting { study in
            try await study.database.withConnection { connection in
                try await connection.executeScript(
                    """
                    insert into fieldwork_jobs.incarnations (id, host, pid, program_version, queues, kinds, lease, lease_until)
                    values ('00000000-0000-0000-0000-000000000001', 'field-1', 4711, '0.1.0', '{default}', '{process_document}',
                        '15 s', clock_timestamp() - interval '1 hour');
                    update fieldwork_jobs.jobs set state = 'discarded', attempt = 3, max_attempts = 3, finished_at = clock_timestamp(),
                        token = gen_random_uuid() where id = 1;
                    insert into fieldwork_jobs.job_events (job_id, event, attempt, detail) values
                        (1, 'failed', 1, '{"reason": "job.timeout"}'), (1, 'failed', 2, '{"reason": "extract.crashed"}'),
                        (1, 'discarded', 3, '{"reason": "extract.crashed"}');
                    update fieldwork_jobs.jobs set state = 'running', attempt = 1, token = gen_random_uuid(),
                        incarnation = '00000000-0000-0000-0000-000000000001', claimed_at = clock_timestamp() where id = 2;
                    """)
            }
            try await body(study)
        }
    }

    @Test("lists jobs by state, kind and study")
    func list() async throws {
        try await Self.troubled { study in
            let list = try await study.expect("jobs").masked
            #expect(
                list == """
                    Id  Kind              State      Study  Tries  Since                Reason
                    --  ----------------  ---------  -----  -----  -------------------  ---------------
                     3  process_document  available  pilot    0/5  0000-00-00 00:00:00
                     2  process_document  running    pilot    1/5  0000-00-00 00:00:00
                     1  process_document  discarded  pilot    3/3  0000-00-00 00:00:00  extract.crashed

                    """)
            func ids(_ arguments: String...) async throws -> [Int?] {
                let outcome = try await study.fieldwork.run(["jobs", "list", "--json"] + arguments)
                return try JSON.list(outcome.output).map { $0["id"] as? Int }
            }
            #expect(try await ids("--state", "running", "--state", "discarded") == [2, 1])
            #expect(try await ids("--kind", "process_document", "--study", "pilot") == [3, 2, 1])
            #expect(try await ids("--kind", "code_transcript") == [])
            #expect(try await ids("--limit", "1") == [3])
            #expect(try await ids("--reason", "extract.crashed") == [1])
            #expect(try await ids("--queue", "default", "--queue", "night", "--newer-than", "1h") == [3, 2, 1])
            #expect(try await ids("--queue", "night") == [])
            #expect(try await ids("--older-than", "1h") == [])
            let cut = try await study.fieldwork("jobs", "--limit", "2")
            #expect(cut.errors == "Only the first 2 are shown; --limit shows more.\n" && cut.status == 0)
            #expect(
                try await study.fieldwork("jobs", "--study", "x").errors == "fieldwork: there is no study 'x'. There is: pilot.\n"
            )
            #expect(try await study.expect("jobs", "--kind", "none") == "No jobs.\n")
        }
    }

    @Test("tells the story of a job that was given up")
    func discarded() async throws {
        try await Self.troubled { study in
            let story = try await study.expect("jobs", "show", "1").masked
            #expect(
                story == """
                    Job        1 process_document
                    State      discarded
                    Why        Given up after 3: extract.crashed. When the cause is gone: `fieldwork jobs retry 1`.
                    Study      pilot
                    Document   1 received
                    Tries      3/3
                    Queue      default
                    Priority   5
                    Created    0000-00-00 00:00:00
                    Due        0000-00-00 00:00:00
                    Finished   0000-00-00 00:00:00
                    Arguments  {"document": 1}

                    Events
                    Time                 Event      Try  Detail
                    -------------------  ---------  ---  -----------------------------
                    0000-00-00 00:00:00  failed       1  {"reason": "job.timeout"}
                    0000-00-00 00:00:00  failed       2  {"reason": "extract.crashed"}
                    0000-00-00 00:00:00  discarded    3  {"reason": "extract.crashed"}

                    """)
            let json = try JSON.object(try await study.expect("jobs", "show", "1", "--json"))
            #expect((json["events"] as? [[String: Any]])?.count == 3)
            #expect((json["arguments"] as? [String: Int]) == ["document": 1])
        }
    }

    @Test("shows how far a job has come, and what it noted in all its attempts")
    func progress() async throws {
        try await Self.troubled { study in
            try await study.database.withConnection { connection in
                try await connection.executeScript(
                    """
                    insert into fieldwork_jobs.job_progress (job_id, attempt, stage, done, total) values (2, 1, 'reading', 3, 40);
                    insert into fieldwork_jobs.job_log (job_id, attempt, code, fields) values
                        (2, 1, 'document.refused', '{}'), (2, 2, 'transcript.read', '{"turns": 12, "segments": 40}');
                    """)
            }
            let story = try await study.expect("jobs", "show", "2").masked
            #expect(story.contains("\nProgress   reading 3/40, 0000-00-00 00:00:00\n"), "\(story)")
            #expect(
                story.hasSuffix(
                    """

                    Log
                    Time                 Code              Try  Fields
                    -------------------  ----------------  ---  -----------------------------
                    0000-00-00 00:00:00  document.refused    1
                    0000-00-00 00:00:00  transcript.read     2  {"turns": 12, "segments": 40}

                    """), "\(story)")
            let json = try JSON.object(try await study.expect("jobs", "show", "2", "--json"))
            #expect((json["progress"] as? [String: Any])?["total"] as? Int == 40)
            #expect((json["log"] as? [[String: Any]])?.map { $0["attempt"] as? Int } == [1, 2])
        }
    }

    @Test("says why a job stands still")
    func why() async throws {
        try await Self.troubled { study in
            var fieldwork = study.fieldwork
            let lost = try await fieldwork("jobs", "show", "2").output
            #expect(lost.contains("The process that runs it is lost, and there is no other to take over: start fieldworkd."))
            #expect(lost.contains("Process    field-1 4711, fieldworkd 0.1.0\n"))
            fieldwork.language = "zh"
            let idle = try await fieldwork("jobs", "show", "3").output
            #expect(idle.contains("說明    可以執行，但目前沒有程序處理「default」佇列；請啟動 fieldworkd。\n"))
            let discarded = try await study.expect("jobs", "why", "1")
            #expect(discarded == "1  Given up after 3: extract.crashed. When the cause is gone: `fieldwork jobs retry 1`.\n")
        }
    }

    @Test("says why a ready job waits")
    func whyReady() async throws {
        try await Self.waiting { study in
            func why(_ sql: String) async throws -> String {
                try await study.database.withConnection { try await $0.executeScript(sql) }
                return try await study.expect("jobs", "why", "3").masked
            }
            let process = """
                insert into fieldwork_jobs.incarnations (id, host, pid, program_version, queues, kinds, lease, lease_until)
                values (gen_random_uuid(), 'field-1', 4711, '0.1.0', '{default}', '{code_transcript}', '15 s', now() + interval '1 h')
                """
            for (change, said) in [
                ("", "no living process serves queue default: start fieldworkd."),
                (process, "no process that serves queue default knows the kind process_document: upgrade fieldworkd."),
                (
                    "update fieldwork_jobs.incarnations set kinds = '{process_document}'",
                    "2 are served before it, and the processes that take it are running 0."
                ),
                (
                    """
                    insert into fieldwork_jobs.limits (queue, per_partition, allowed) values ('default', true, 1);
                    insert into fieldwork_jobs.permits (limit_id, partition_key, number, incarnation, token)
                    select l.id, j.partition_key, 1, i.id, gen_random_uuid()
                    from fieldwork_jobs.limits l, fieldwork_jobs.incarnations i, fieldwork_jobs.jobs j where j.id = 3
                    """,
                    "waits for a limit (jobs of queue default, each partition: 1 at once): see `fieldwork limits`."
                ),
                (
                    """
                    delete from fieldwork_jobs.permits;
                    update fieldwork_jobs.jobs set died_with = array[gen_random_uuid(), gen_random_uuid()] where id = 3
                    """,
                    "2 processes died with it, so it will run alone in a child process."
                ),
                (
                    "select fieldwork_jobs.pause('default')",
                    "queue default is paused since 0000-00-00 00:00:00: `fieldwork queues resume default`."
                ),
            ] {
                let answer = try await why(change)
                #expect(answer.hasPrefix("3  Ready") && answer.hasSuffix(said + "\n"), "\(answer)")
            }
        }
    }

    @Test("puts a finished job back in line, and names those it cannot")
    func retry() async throws {
        try await Self.troubled { study in
            let outcome = try await study.fieldwork("jobs", "retry", "1", "2", "99")
            #expect(outcome.status == 65)
            #expect(outcome.output == "Job 1 is back in line.\n")
            #expect(
                outcome.errors == """
                    fieldwork: job 2 is running; this cannot be done to it.
                    fieldwork: there is no job 99. Finished ones are removed in time; see `fieldwork jobs list`.

                    """)
            #expect(try await study.expect("jobs", "list", "--state", "available", "--json").contains(#""id": 1,"#))
        }
    }

    @Test("cancels a job when told to, and not without being told")
    func cancel() async throws {
        try await Self.waiting { study in
            let refused = try await study.fieldwork("jobs", "cancel", "1", "--yes")
            #expect(refused.status == 65 && refused.output.isEmpty)
            #expect(
                refused.errors
                    == "fieldwork: job 1 is about document 1: call that off with `fieldwork documents cancel 1`.\n")
            try await study.database.withConnection { connection in
                try await connection.executeScript("update fieldwork_store.documents set status = 'coded' where id = 1")
            }
            let unasked = try await study.fieldwork("jobs", "cancel", "1")
            #expect(unasked.status == 64 && unasked.output.isEmpty)
            #expect(unasked.errors == "fieldwork: there is no terminal to ask at: This cancels job 1. Say --yes to do it.\n")
            let told = try await study.fieldwork("jobs", "cancel", "1", "--yes")
            #expect(told.status == 0 && told.output == "Job 1 is cancelled, or stopping.\n")
            let again = try await study.fieldwork("jobs", "cancel", "1", "--yes", "--language", "zh")
            #expect(again.status == 65 && again.errors == "fieldwork: 工作 1 目前為「取消」，無法執行此動作。\n")
        }
    }

    @Test("of a missing number are missed")
    func missing() async throws {
        try await TestStudy.prepared { study in
            let outcome = try await study.fieldwork("jobs", "show", "7", "--language", "zh")
            #expect(outcome.status == 65)
            #expect(outcome.errors == "fieldwork: 沒有工作 7。完成的工作會在保存期限後清除；請見 `fieldwork jobs list`。\n")
        }
    }

    @Test("and their failures are in the status")
    func status() async throws {
        try await Self.troubled { study in
            let status = try await study.expect("status").masked
            #expect(
                status.wholeMatch(
                    of: try Regex(
                        #"""
                        Schema: version \d+

                        Processes
                        Host      PID  Version  Queues   Started              Running  State
                        -------  ----  -------  -------  -------------------  -------  -----
                        field-1  4711  0\.1\.0    default  0000-00-00 00:00:00        1  lost

                        Unfinished jobs
                        Queue    Kind              Ready  Running  Scheduled  Retrying  Ready since
                        -------  ----------------  -----  -------  ---------  --------  -------------------
                        default  process_document      1        1          0         0  0000-00-00 00:00:00

                        Documents
                        Study  Received  Processed  Coded  Refused  Failed  Cancelled
                        -----  --------  ---------  -----  -------  ------  ---------
                        pilot         3          0      0        0       0          0

                        Failures of the last hour
                        Kind              Reason           Failed  Discarded  Last
                        ----------------  ---------------  ------  ---------  -------------------
                        process_document  extract\.crashed       1          1  0000-00-00 00:00:00
                        process_document  job\.timeout           1          0  0000-00-00 00:00:00

                        """#)) != nil, "\(status)")
            let json = try JSON.object(try await study.expect("status", "--json"))
            #expect(json.keys.sorted() == ["documents", "failures", "processes", "queues", "schema"])
        }
    }
}
