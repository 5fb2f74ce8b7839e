import Foundation
import Glibc
import Postgres
import TestSupport
import Testing

@Suite("fieldwork enqueue")
struct EnqueueTests {
    private static func enqueue(_ study: TestStudy, _ files: [String], _ more: String...) async throws -> Program.Outcome {
        try await study.fieldwork.run(["enqueue"] + files + ["--study", "pilot", "--type", "transcript"] + more)
    }

    @Test("submits several files with Chinese names and blanks, and finds them there the second time")
    func twice() async throws {
        try await TestStudy.imported { study in
            let files = [study.path("訪談 王小明.txt"), study.path("final.md")]
            let first = try await Self.enqueue(study, files, "--cluster", "Q1", "--participant", "Q1L")
            #expect(first.status == 0)
            #expect(first.output == "1  new  \(files[0])\n2  new  \(files[1])\n")
            #expect(first.errors == "2 new, 0 already there, 0 not taken.\n")
            let second = try await Self.enqueue(study, files, "--cluster", "ｑ１", "--participant", "Ms. Ｑ１Ｌ：", "--language", "zh")
            #expect(second.status == 0)
            #expect(second.output == "1  已有  \(files[0])\n2  已有  \(files[1])\n")
            #expect(second.errors == "新增 0 份，已有 2 份，未收 0 份。\n")
            let names = try JSON.list(try await study.expect("documents", "--json")).map { $0["fileName"] as? String }
            #expect(names == ["final.md", "訪談 王小明.txt"])
            let jobs = try JSON.list(try await study.expect("jobs", "--json"))
            #expect(jobs.map { $0["kind"] as? String } == ["process_document", "process_document"])
        }
    }

    @Test("hands the trace it is given to the document's job, and refuses what is none")
    func trace() async throws {
        try await TestStudy.imported { study in
            let trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
            let files = [study.path("final.md")]
            let refused = try await Self.enqueue(study, files, "--cluster", "Q1", "--traceparent", "00-1-2-3")
            #expect(refused.status == 65 && refused.output.isEmpty)
            #expect(
                refused.errors
                    == "fieldwork: --traceparent is a W3C traceparent: four fields of lower-case hex, joined by hyphens.\n")
            let taken = try await Self.enqueue(study, files, "--cluster", "Q1", "--traceparent", trace)
            #expect(taken.status == 0)
            try await study.database.withConnection { connection in
                // Divides by zero, and so fails, where the job has no such trace.
                try await connection.executeScript(
                    "select 1 / (select count(*) from fieldwork_jobs.jobs where trace_context = '\(trace)')")
            }
        }
    }

    @Test("names each file that cannot be taken and submits the others")
    func mixed() async throws {
        try await TestStudy.imported { study in
            let (good, empty, missing) = (study.path("final.md"), study.path("空.txt"), study.path("沒有.txt"))
            try study.write("", to: "空.txt")
            let outcome = try await Self.enqueue(study, [empty, missing, study.folder, good], "--cluster", "Q1")
            #expect(outcome.status == 65)
            #expect(outcome.output == "1  new  \(good)\n")
            #expect(
                outcome.errors == """
                    fieldwork: '\(empty)' is empty (0 bytes). Get the original again.
                    fieldwork: there is no file '\(missing)'. Check the path, and quote a name with blanks.
                    fieldwork: '\(study.folder)' is not a file; it may be a folder. Name the files in it.
                    1 new, 0 already there, 3 not taken.

                    """)
        }
    }

    @Test("looks at the size before it reads: 200 MB that are not there")
    func sparse() async throws {
        try await TestStudy.imported { study in
            let path = study.path("long.txt")
            try study.write("", to: "long.txt")
            #expect(truncate(path, 200_000_000) == 0)
            let outcome = try await Self.enqueue(study, [path], "--cluster", "Q1")
            #expect(outcome.status == 65)
            #expect(
                outcome.errors == """
                    fieldwork: '\(path)' has 200 MB; the limit is 50 MB. Take out pictures, or split it.
                    0 new, 0 already there, 1 not taken.

                    """)
        }
    }

    @Test("waits for no named pipe and follows no device", arguments: ["pipe", "/dev/zero"])
    func special(name: String) async throws {
        try await TestStudy.imported { study in
            let path = name == "pipe" ? study.path(name) : name
            if name == "pipe" { #expect(mkfifo(path, 0o600) == 0) }
            let outcome = try await Self.enqueue(study, [path], "--cluster", "Q1")
            #expect(outcome.status == 66)
            #expect(outcome.errors.hasPrefix("fieldwork: '\(path)' is not a file;"))
        }
    }

    @Test(
        "says what there is where something else was named",
        arguments: [
            (["--cluster", "Q1", "--study", "nowhere"], "there is no study 'nowhere'. There is: pilot."),
            (["--cluster", "Q9"], "study 'pilot' has no cluster Q9. It has: P1, Q1."),
            (["--cluster", "Z1"], "cluster 'Z1': This study has no region Z; its regions are P, Q."),
            (["--cluster", "Q1", "--participant", "Q1S"], "cluster Q1 has no participant Q1S. It has: Q1L."),
            (["--cluster", "Q1", "--participant", "P1L"], "cluster Q1 has no participant P1L. It has: Q1L."),
            (["--cluster", "Q1", "--participant", "Q1X"], "participant 'Q1X': This study has no role X; its roles are L, S."),
            (
                ["--cluster", "Q1", "--type", "poem"],
                """
                there is no document type 'poem'. There is: transcript, observation-note, questionnaire, proposal, mid-term-report, \
                final-report, consultation-report, expert-meeting.
                """
            ),
        ])
    func unknown(given: [String], message: String) async throws {
        try await TestStudy.imported { study in
            var arguments = ["enqueue", study.path("final.md")] + given
            if !given.contains("--study") { arguments += ["--study", "pilot"] }
            if !given.contains("--type") { arguments += ["--type", "transcript"] }
            let outcome = try await study.fieldwork.run(arguments)
            #expect(outcome.status == 65 && outcome.output.isEmpty)
            #expect(outcome.errors == "fieldwork: \(message)\n")
        }
    }

    @Test("says so in Chinese too")
    func chinese() async throws {
        try await TestStudy.imported { study in
            var fieldwork = study.fieldwork
            fieldwork.language = "zh"
            let outcome = try await fieldwork(
                "enqueue", study.path("final.md"), "--study", "pilot", "--cluster", "Q9", "--type", "transcript")
            #expect(outcome.errors == "fieldwork: 研究「pilot」沒有群聚 Q9。現有的群聚：P1、Q1。\n")
        }
    }

    @Test("is for those who may")
    func notAllowed() async throws {
        try await TestStudy.imported { study in
            let login = "auditor_of_\(study.database.name)"
            try await study.database.withConnection { connection in
                try await connection.executeScript("create role \(login) login; grant fieldwork_auditor to \(login)")
            }
            let fieldwork = Program(database: study.database.conninfo(user: login))
            #expect(try await fieldwork("documents").status == 0)
            let outcome = try await fieldwork(
                "enqueue", study.path("final.md"), "--study", "pilot", "--cluster", "Q1", "--type", "transcript")
            try await study.database.withConnection { try await $0.executeScript("drop role \(login)") }
            #expect(outcome.status == 77)
            #expect(outcome.errors.hasPrefix("fieldwork: this login may not do that ("))
            #expect(outcome.errors.hasSuffix("). Have it granted fieldwork_admin.\n"))
        }
    }
}
