import Foundation
import Glibc
import Postgres
import TestSupport
import Testing

@Suite("fieldwork enqueue --from")
struct JobImportTests {
    private static func jobs(_ study: TestStudy) async throws -> [String] {
        try await study.database.withConnection { try await $0.execute(DescribeJobs()) }
    }

    @Test("puts every line in line, as it says")
    func everything() async throws {
        try await TestStudy.imported { study in
            try study.write(
                """
                {"kind": "a"}

                {"kind": "b", "arguments": {"item": 1, "名": "茶\\n\\t\\\\"}, "queue": "night", "priority": 0, "max_attempts": 9}\r
                {"kind": "c", "study": "pilot", "unique_key": "k", "delay": "2h"}
                {"kind": "c", "study": "pilot", "unique_key": "k", "priority": 1, "partition_key": "other"}
                {"kind": "d", "unique_key": "k", "scheduled_at": "2001-01-31T08:00:00.5+08:00", "partition_key": "p"}
                {"kind": "e", "delay": 90, "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "queue": null}
                """, to: "jobs.jsonl")
            #expect(try await study.expect("enqueue", "--from", study.path("jobs.jsonl")) == "In line: 6.\n")
            let jobs = try await Self.jobs(study)
            #expect(
                jobs == [
                    "a default 5 available 5 {} - now - - |",
                    #"b night 0 available 9 {"名": "茶\n\t\\", "item": 1} - now - - |"#,
                    "c default 5 scheduled 5 {} study:1:k 7200 - pilot |1",
                    "d default 5 available 5 {} k now - - |p",
                    "e default 5 scheduled 5 {} - 90 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01 - |",
                ])
            let partitions = try await study.database.withConnection { try await $0.execute(ListPartitions()) }
            #expect(partitions == ["default/", "default/1", "default/other", "default/p", "night/"])
        }
    }

    @Test("names each wrong line and what was expected, and enqueues nothing unless told to leave them out")
    func wrong() async throws {
        try await TestStudy.imported { study in
            let path = study.path("jobs.jsonl")
            let large = #"{"kind": "a", "arguments": {"x": ["# + Array(repeating: "1", count: 800).joined(separator: ",") + "]}}"
            try study.write(
                """
                {"kind": "good"}
                rubbish
                {"kind": "a", "priorty": 3}
                {"kind": 7}
                {"arguments": {}}
                {"kind": "a", "priority": 10}
                {"kind": "a", "arguments": [1]}
                {"kind": "a", "kind": "b"}
                {"kind": "a", "study": "nowhere"}
                {"kind": "code_transcript", "study": "pilot", "arguments": {"document": 7}}
                {"kind": "a", "delay": "soon"}
                {"kind": "a", "scheduled_at": "tomorrow"}
                {"kind": "a", "delay": 1, "scheduled_at": "2027-01-31T08:00:00Z"}
                {"kind": "a", "traceparent": "00-00000000000000000000000000000000-00f067aa0ba902b7-01"}
                \(large)
                """, to: "jobs.jsonl")
            let refused = try await study.fieldwork("enqueue", "--from", path)
            #expect(refused.status == 65 && refused.output.isEmpty)
            #expect(
                refused.errors == """
                    line 2: expected an object {…} at byte 1.
                    line 3: there is no field "priorty"; there is: kind, arguments, queue, priority, study, unique_key, delay, \
                    scheduled_at, max_attempts, traceparent, partition_key.
                    line 4: kind: expected a text of 1 to 100 characters.
                    line 5: kind is missing.
                    line 6: priority: expected a whole number from 0 to 9.
                    line 7: arguments: expected an object, such as {"document": 12}.
                    line 8: kind is there twice.
                    line 9: there is no study "nowhere".
                    line 10: arguments: code_transcript takes one document or cluster of its study, as {"document": 12} or \
                    {"cluster": 3}.
                    line 11: delay: expected seconds, or "15m", "2h", "7d".
                    line 12: scheduled_at: expected a time, such as 2027-01-31T08:00:00+08:00.
                    line 13: give delay or scheduled_at, not both.
                    line 14: traceparent: expected a W3C traceparent.
                    line 15: arguments: more than 8192 bytes; they are ids, not contents.
                    fieldwork: lines of '\(path)' that are wrong: 14. Nothing was enqueued. Mend them, or leave them out with \
                    --skip-bad.

                    """)
            #expect(try await Self.jobs(study).isEmpty)
            let some = try await study.fieldwork("enqueue", "--from", path, "--skip-bad", "--json", "--language", "zh")
            #expect(some.status == 65 && some.errors.hasPrefix("第 2 行：第 1 個位元組應為物件 {…}。\n"))
            let json = try JSON.object(some.output)
            #expect(json["enqueued"] as? Int == 1 && json["bad"] as? Int == 14)
            #expect((json["problems"] as? [[String: Any]])?.map { $0["line"] as? Int } == Array(2...15))
            #expect(try await Self.jobs(study).map { $0.prefix(4) } == ["good"])
        }
    }

    @Test("takes thousands of lines in portions, and a wrong one at the end undoes them all")
    func many() async throws {
        try await TestStudy.imported { study in
            let lines = (0..<20_000).map { #"{"kind": "a", "arguments": {"item": \#($0)}, "partition_key": "p\#($0 % 3)"}"# }
            try study.write(lines.joined(separator: "\n") + "\n", to: "good.jsonl")
            try study.write(lines.joined(separator: "\n") + "\nrubbish\n", to: "bad.jsonl")
            #expect(try await study.fieldwork("enqueue", "--from", study.path("bad.jsonl")).status == 65)
            #expect(try await Self.jobs(study).isEmpty)
            #expect(try await study.expect("enqueue", "--from", study.path("good.jsonl")) == "In line: 20000.\n")
            #expect(try await Self.jobs(study).count == 20_000)
        }
    }

    @Test("has its transaction's id before it takes a position, and rings after the commit")
    func transaction() async throws {
        try await TestStudy.imported { study in
            let path = study.path("pipe")
            #expect(mkfifo(path, 0o600) == 0)
            // Both ends, so that neither opening waits.
            let pipe = open(path, O_RDWR | O_CLOEXEC)
            try await study.database.withConnection { connection in
                try await connection.executeScript(
                    "listen fieldwork_jobs; select pg_advisory_lock(1179079767, fieldwork_jobs.doorbell('default'))")
                async let outcome = study.fieldwork("enqueue", "--from", path)
                while try await connection.execute(CountWriters())[0] == 0 { try await Task.sleep(for: .milliseconds(5)) }
                let line = Array("{\"kind\": \"a\"}\n".utf8)
                #expect(write(pipe, line, line.count) == line.count)
                close(pipe)
                #expect(try await outcome.output == "In line: 1.\n")
                for await notification in connection.notifications {
                    #expect(notification.payload == "default")
                    break
                }
            }
        }
    }

    @Test(
        "says what is wrong with the file itself",
        arguments: [
            ("", 65, "is empty (0 bytes). It should have one JSON object a line."),
            ("\n \n", 65, "has no job in it. It should have one JSON object a line."),
        ])
    func nothing(content: String, status: Int32, message: String) async throws {
        try await TestStudy.imported { study in
            let path = study.path("jobs.jsonl")
            try study.write(content, to: "jobs.jsonl")
            let outcome = try await study.fieldwork("enqueue", "--from", path)
            #expect(outcome.status == status && outcome.errors == "fieldwork: '\(path)' \(message)\n")
        }
    }

    @Test("reads no folder, no device and no file that is not there", arguments: ["", "/dev/zero", "nowhere.jsonl"])
    func special(name: String) async throws {
        try await TestStudy.imported { study in
            let path = name.hasPrefix("/") ? name : study.path(name)
            let outcome = try await study.fieldwork("enqueue", "--from", path)
            #expect(outcome.status == 66 && outcome.output.isEmpty)
            #expect(
                outcome.errors.hasPrefix(name == "nowhere.jsonl" ? "fieldwork: there is no file" : "fieldwork: '\(path)' is not"))
        }
    }

    @Test("keeps no line of twenty million bytes")
    func longLine() async throws {
        try await TestStudy.imported { study in
            let path = study.path("jobs.jsonl")
            try study.write("", to: "jobs.jsonl")
            #expect(truncate(path, 20_000_000) == 0)
            let outcome = try await study.fieldwork("enqueue", "--from", path)
            #expect(outcome.status == 65)
            #expect(outcome.errors.hasPrefix("line 1: is longer than 1048576 bytes; arguments are ids, not contents.\n"))
        }
    }

    @Test("goes with no files to submit", arguments: [["--study", "pilot"], ["a.txt"]])
    func usage(more: [String]) async throws {
        let outcome = try await Program().run(["enqueue", "--from", "jobs.jsonl"] + more)
        #expect(outcome.status == 64 && outcome.errors.contains("--from takes no files"))
    }
}

private struct DescribeJobs: PostgresStatement {
    static let sql = """
        select concat_ws(' ', j.kind, j.queue, j.priority, j.state, j.max_attempts, j.arguments, coalesce(j.unique_key, '-'),
            case when j.scheduled_at <= clock_timestamp() then 'now' else round(extract(epoch from j.scheduled_at - j.created_at))::text end,
            coalesce(j.trace_context, '-'), coalesce(s.code, '-'), '|' || j.partition_key)
        from fieldwork_jobs.jobs j left join fieldwork_store.studies s on s.id = j.study_id
        order by j.kind, j.id
        """
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
}

private struct ListPartitions: PostgresStatement {
    static let sql = "select queue || '/' || partition_key from fieldwork_jobs.partitions order by 1"
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
}

/// Programs that are in a transaction with an id, and wait for more to do.
private struct CountWriters: PostgresStatement {
    static let sql = """
        select count(*) from pg_stat_activity
        where datname = current_database() and application_name = 'fieldwork' and state = 'idle in transaction'
          and backend_xid is not null
        """
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}
