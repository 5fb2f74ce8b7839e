import Foundation
import Jobs
import Postgres
import Reports
import Storage
import Subprocess
import TestSupport
import Testing

@Suite("fieldwork top")
struct TopTests {
    private static func prepared(_ body: (TestStudy) async throws -> Void) async throws {
        try await TestStudy.prepared { study in
            try await study.database.withConnection { connection in
                try await connection.executeScript(
                    """
                    insert into fieldwork_jobs.incarnations (id, host, pid, program_version, queues, kinds, lease, lease_until)
                    values ('00000000-0000-0000-0000-000000000001', 'field-1', 4711, '0.1.0', '{default}', '{a}', '15 s',
                        clock_timestamp() - interval '1 hour');
                    insert into fieldwork_jobs.jobs (queue, kind, scheduled_at)
                    select 'default', 'a', clock_timestamp() - interval '2 h 5 min' from generate_series(1, 1234);
                    insert into fieldwork_jobs.jobs (queue, kind, priority, state, scheduled_at)
                    select '夜間', 'b', n, 'scheduled', clock_timestamp() + interval '1 h' from generate_series(1, 3) n;
                    insert into fieldwork_jobs.jobs (queue, kind, state, token, attempt, finished_at)
                    select 'default', 'b', 'completed', gen_random_uuid(), 1, clock_timestamp() from generate_series(1, 50);
                    update fieldwork_jobs.jobs set state = 'running', token = gen_random_uuid(), attempt = 1,
                        incarnation = '00000000-0000-0000-0000-000000000001', claimed_at = clock_timestamp() - interval '200 s',
                        started_at = clock_timestamp() - interval '200 s' where id = 2;
                    update fieldwork_jobs.jobs set state = 'discarded', token = gen_random_uuid(), finished_at = clock_timestamp()
                    where id = 1;
                    insert into fieldwork_jobs.job_events (job_id, event, attempt, detail) values
                        (1, 'discarded', 5, '{"reason": "job.timeout"}');
                    select fieldwork_jobs.pause('夜間');
                    """)
            }
            try await body(study)
        }
    }

    @Test("prints once what there is")
    func once() async throws {
        try await Self.prepared { study in
            let text = try await study.expect("top", "--once").masked
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            #expect(lines[0].hasPrefix("0000-00-00 00:00:00  processes 0  ready 1,232  running 1  done/s "))
            #expect(lines[2] == "Queue    Ready  Running  Later  Retry  Dead  Done/s  Oldest  State")
            let first = lines[4].split(separator: " ")
            #expect(first[0] == "default" && first[1...5] == ["1,232", "1", "0", "0", "1"] && first.last == "2h05m")
            #expect(lines[5].hasPrefix("夜間         0        0      3      0     0") && lines[5].hasSuffix("paused"))
            #expect(text.contains("\nfield-1  4711  0.1.0     lost        1  default\n"), "\(text)")
            #expect(text.contains("\nRunning longest  Kind  Queue    Try    For  Host\n"))
            #expect(text.contains("              2  a     default    1  3m2"))
            #expect(text.contains("\njob.timeout       a          0     1  0000-00-00 00:00:00\n"))
            let json = try JSON.object(try await study.expect("top", "--json"))
            #expect(json.keys.sorted() == ["at", "countingLimit", "failures", "processes", "queues", "running"])
        }
    }

    @Test("counts up to a limit and says where there is more")
    func limit() async throws {
        try await Self.prepared { study in
            try await study.database.withConnection { connection in
                let pulses = try await connection.execute(ReadQueuePulses(limit: 1000))
                #expect(pulses.map(\.queue) == ["default", "夜間"] && pulses.map(\.available) == [1001, 0])
                #expect(pulses.map { $0.oldestReady != nil } == [true, false] && pulses.map(\.isPaused) == [false, true])
            }
        }
    }

    @Test("reads indexes and never the whole table of jobs")
    func plans() async throws {
        try await Self.prepared { study in
            try await study.database.withConnection { connection in
                for (statement, types) in [
                    (ReadQueuePulses.sql, "bigint"), (ListLongestRunning.sql, "bigint"), (CountLatestFailures.sql, "bigint"),
                    (ListProcessPulses.sql, ""), (CountLatelyCompleted.sql, "interval, bigint"),
                ] {
                    let arguments = types.isEmpty ? "" : types.hasPrefix("i") ? "('5 s', 10)" : "(10)"
                    // Where an index can be read, it is read.
                    try await connection.executeScript(
                        """
                        prepare probe\(types.isEmpty ? "" : "(\(types))") as \(statement);
                        set enable_seqscan = off;
                        do $$
                        declare line text;
                        begin
                            for line in execute 'explain execute probe\(arguments.replacing("'", with: "''"))' loop
                                if line ~ 'Seq Scan on (jobs|job_events)' then raise exception '%', line; end if;
                            end loop;
                        end $$;
                        deallocate probe;
                        """)
                }
            }
        }
    }

    /// Runs at a terminal of this size, draws until it has shown something, and is ended by what is typed.
    private static func live(_ study: TestStudy, _ size: String, typing keys: String, language: String) async throws -> String {
        let result = try await Subprocess.run(
            .name("script"),
            arguments: [
                "--quiet", "--return", "--echo", "never", "--command",
                "\(size); timeout --foreground 60 fieldwork top --language \(language) && stty --all", "/dev/null",
            ],
            environment: .custom([
                "PATH": "\(BuiltPrograms.directory):/usr/bin:/bin", "TZ": "UTC", "LC_ALL": "C.UTF-8",
                "FIELDWORK_DATABASE": study.database.conninfo,
            ]), input: .string(keys), output: .string(limit: 1 << 20), error: .string(limit: 1 << 16))
        #expect(result.terminationStatus.isSuccess)
        return result.standardOutput
    }

    @Test("fits the terminal, and leaves it as it was", arguments: ["en", "zh"], [(80, 24), (60, 12), (40, 4)])
    func terminal(language: String, size: (columns: Int, rows: Int)) async throws {
        try await Self.prepared { study in
            let text = try await Self.live(
                study, "stty cols \(size.columns) rows \(size.rows)", typing: "q", language: language)
            let parts = text.split(separator: "\u{1B}[H")
            #expect(parts.count >= 2 && parts[0] == "\u{1B}[?1049h\u{1B}[?25l")
            for frame in parts.dropFirst() {
                let screen = frame.prefix(upTo: frame.range(of: "\u{1B}[J")?.lowerBound ?? frame.endIndex)
                let lines = screen.replacing(/\x1B\[[01]?[mK]/, with: "").replacing("\r\n", with: "\n")
                    .split(separator: "\n", omittingEmptySubsequences: false)
                #expect(lines.count <= size.rows)
                for line in lines { #expect(DisplayWidth.of(line) <= size.columns, "\(line)") }
            }
            #expect(text.contains("\u{1B}[?25h\u{1B}[?1049l"))
            let settings = try #require(text.split(separator: "\u{1B}[?1049l").last).split(whereSeparator: \.isWhitespace)
            #expect(settings.contains("icanon") && settings.contains("isig"), "\(settings)")
        }
    }
}
