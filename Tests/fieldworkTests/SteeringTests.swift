import Foundation
import Postgres
import Reports
import Storage
import TestSupport
import Testing

@Suite("fieldwork jobs, by filter")
struct SteeringTests {
    /// Jobs 1 to 2500 of queue night were given up, for one of two reasons; 2501 to 2510 of queue day wait.
    private static func prepared(_ body: (TestStudy) async throws -> Void) async throws {
        try await TestStudy.prepared { study in
            try await study.database.withConnection { connection in
                try await connection.executeScript(
                    """
                    insert into fieldwork_jobs.jobs (queue, kind, state, token, attempt, scheduled_at, finished_at)
                    select 'night', 'code_transcript', 'discarded', gen_random_uuid(), 5, at, at
                    from (select clock_timestamp() - n * interval '1 minute' from generate_series(2500, 1, -1) n) as t (at);
                    insert into fieldwork_jobs.job_events (job_id, event, attempt, detail)
                    select id, 'discarded', 5, jsonb_build_object('reason', case when id <= 500 then 'job.timeout' else 'job.failed' end)
                    from fieldwork_jobs.jobs;
                    insert into fieldwork_jobs.jobs (queue, kind) select 'day', 'code_transcript' from generate_series(1, 10);
                    """)
            }
            try await body(study)
        }
    }

    private static func states(_ study: TestStudy) async throws -> [String] {
        try await study.database.withConnection { try await $0.execute(CountStates()) }
    }

    @Test("shows what it would touch, and touches nothing")
    func dryRun() async throws {
        try await Self.prepared { study in
            let shown = try await study.expect("jobs", "redrive", "--dry-run").masked
            #expect(
                shown == """
                    Queue  Kind             State      Reason       Jobs
                    -----  ---------------  ---------  -----------  ----
                    night  code_transcript  discarded  job.failed   2000
                    night  code_transcript  discarded  job.timeout   500

                    Total   2500
                    Ids     1 2 3 4 5 …
                    Oldest  0000-00-00 00:00:00
                    Newest  0000-00-00 00:00:00

                    """)
            let json = try JSON.object(
                try await study.expect("jobs", "redrive", "--dry-run", "--json", "--reason", "job.timeout", "--limit", "3"))
            #expect(json["jobs"] as? Int == 3 && json["firstIds"] as? [Int] == [1, 2, 3] && json["done"] is NSNull)
            let unasked = try await study.fieldwork("jobs", "redrive", "--queue", "night")
            #expect(unasked.status == 64)
            #expect(
                unasked.errors
                    == "fieldwork: there is no terminal to ask at: Jobs to put back in line: 2500. Say --yes to do it.\n")
            #expect(try await Self.states(study) == ["available 10", "discarded 2500"])
        }
    }

    @Test("puts thousands back in line, in portions, by age and reason, with fresh positions in order of their ids")
    func redrive() async throws {
        try await Self.prepared { study in
            let some = try await study.expect("jobs", "redrive", "--reason", "job.timeout", "--older-than", "2300m", "--yes")
            #expect(some.hasSuffix("Back in line: 201.\n"), "\(some)")
            let rest = try await study.fieldwork("jobs", "redrive", "--yes", "--language", "zh")
            #expect(rest.output.hasSuffix("已重新排入 2299 件工作。\n"), "\(rest)")
            #expect(try await Self.states(study) == ["available 2510"])
            let wrong = try await study.database.withConnection { try await $0.execute(CountWrongPositions()) }
            #expect(wrong == [0])
            #expect(try await study.expect("jobs", "redrive", "--yes") == "No job matches.\n")
        }
    }

    @Test("leaves alone what somebody else holds, and says so")
    func held() async throws {
        try await Self.prepared { study in
            try await study.database.withConnection { connection in
                try await connection.withTransaction { connection in
                    try await connection.executeScript("select from fieldwork_jobs.jobs where id in (7, 1700) for update")
                    let told = try await study.expect("jobs", "redrive", "--yes")
                    #expect(
                        told.hasSuffix(
                            "Back in line: 2498.\nLeft alone, for they changed meanwhile or somebody held them: 2.\n"), "\(told)")
                }
            }
            #expect(try await Self.states(study) == ["available 2508", "discarded 2"])
        }
    }

    @Test("leaves alone what changed since it was looked at")
    func changed() async throws {
        try await Self.prepared { study in
            try await study.database.withConnection { connection in
                let steering = JobSteering(.cancel, JobFilter(states: ["available"], queues: ["day"]))
                let preview = try await connection.preview(steering)
                #expect(preview.portions == [Array(2501...2510)])
                try await connection.executeScript(
                    """
                    update fieldwork_jobs.jobs set state = 'completed', finished_at = now(), token = gen_random_uuid() where id = 2503;
                    delete from fieldwork_jobs.jobs where id = 2504;
                    """)
                #expect(try await connection.steer(preview.portions[0], steering) == 8)
            }
            #expect(try await Self.states(study) == ["cancelled 8", "completed 1", "discarded 2500"])
        }
    }

    @Test("cancels what waits and asks what runs; leaves alone what a document waits for")
    func cancel() async throws {
        try await TestStudy.prepared { study in
            try await study.expect("study", "import", study.path("study.yaml"), "--with-documents")
            try await study.database.withConnection { connection in
                try await connection.executeScript(
                    """
                    update fieldwork_store.documents set status = 'coded' where id < 3;
                    update fieldwork_jobs.jobs set state = 'running', token = gen_random_uuid(), incarnation = gen_random_uuid()
                    where id = 2;
                    """)
            }
            let told = try await study.fieldwork("jobs", "cancel", "--study", "pilot", "--yes")
            #expect(told.status == 0 && told.output.hasSuffix("Cancelled, or stopping: 2.\n"))
            #expect(told.errors.hasPrefix("Left alone, for their documents are not coded yet: 1. Use `fieldwork"))
            let jobs = try JSON.list(try await study.expect("jobs", "--json"))
            #expect(jobs.map { $0["state"] as? String } == ["available", "running", "cancelled"])
            let running = try JSON.object(try await study.expect("jobs", "show", "2", "--json"))
            #expect(running["cancelRequestedAt"] is String)
            let retried = try await study.expect("jobs", "retry", "--kind", "process_document", "--yes")
            #expect(retried.hasSuffix("Back in line: 1.\n"))
        }
    }

    @Test("rings for the queue, after its commit")
    func rings() async throws {
        try await Self.prepared { study in
            try await study.database.withConnection { connection in
                try await connection.executeScript(
                    "listen fieldwork_jobs; select pg_advisory_lock(1179079767, fieldwork_jobs.doorbell('night'))")
                try await study.expect("jobs", "redrive", "--limit", "1", "--yes")
                var rung: [String] = []
                for await notification in connection.notifications {
                    rung.append(notification.payload)
                    break
                }
                #expect(rung == ["night"])
            }
        }
    }

    @Test(
        "needs ids or filters, and states it can be done in",
        arguments: [
            (["cancel"], "say which jobs: their ids, or filters such as --queue, --kind, --study, --state, --reason."),
            (["retry", "7", "--queue", "night"], "give either ids or filters, not both."),
            (
                ["cancel", "--state", "completed"],
                "this cannot be done to jobs that are completed; it can to: scheduled, available, running, retryable."
            ),
        ])
    func refused(arguments: [String], message: String) async throws {
        try await Self.prepared { study in
            let outcome = try await study.fieldwork.run(["jobs"] + arguments)
            #expect(outcome.status == 64 && outcome.output.isEmpty)
            #expect(outcome.errors == "fieldwork: \(message)\n")
        }
    }

    @Test("fits 80 columns in both languages", arguments: ["en", "zh"])
    func width(language: String) async throws {
        try await Self.prepared { study in
            try await study.database.withConnection { connection in
                try await connection.executeScript(
                    """
                    update fieldwork_jobs.jobs set queue = repeat('夜', 50), kind = repeat('k', 90) where id <= 20;
                    """)
            }
            var fieldwork = study.fieldwork
            (fieldwork.language, fieldwork.columns) = (language, 80)
            let outcome = try await fieldwork("jobs", "redrive", "--dry-run")
            for line in outcome.output.split(separator: "\n") { #expect(DisplayWidth.of(line) <= 80, "\(line)") }
        }
    }
}

private struct CountStates: PostgresStatement {
    static let sql = "select state || ' ' || count(*) from fieldwork_jobs.jobs group by state order by state::text"
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
}

/// Jobs back in line that are not in lane 0, or stand before one of a lower id redriven with them.
private struct CountWrongPositions: PostgresStatement {
    static let sql = """
        select count(*) from (
            select lane, attempt, position, lag(position) over (order by id) as before
            from fieldwork_jobs.jobs where queue = 'night' and id > 201
        ) redriven where lane <> 0 or attempt <> 0 or position < before
        """
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}
