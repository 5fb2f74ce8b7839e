import Foundation
import Jobs
import Pipeline
import Postgres
import TestSupport
import Testing

/// From the upload to the classification: one trace, in every line about a job that it brought about.
@Suite struct TraceTests {
    @Test func aTraceGoesFromTheUploadThroughEveryJobToTheLog() async throws {
        let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
        var study = try SampleStudy.load()
        let document = study.documents[0]
        study.documents = []
        try await withTestDatabase { [study] database in
            let harness = PipelineHarness(database: database)
            try await harness.connect { connection in
                try await study.submit(on: connection)
                let item = Submission.Item(
                    path: document.file, type: document.type, cluster: document.cluster, participant: document.participant)
                let submission = Submission(to: "sample", [item], trace: TraceContext("00-\(trace)-00f067aa0ba902b7-01"))
                try await submission.run(on: connection) { _, _ throws(Never) in
                    document.content
                } told: { _, _ in
                }
            }
            let run = try await DaemonRun.untilNothingIsLeft(on: database, settings: [:])
            let lines = try run.log.split(separator: "\n").map { line in
                try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            }.filter { $0["job_id"] != nil }
            #expect(
                Set(lines.compactMap { $0["kind"] as? String }) == ["process_document", "code_transcript", "classify_cluster"])
            for line in lines {
                #expect(line["trace_id"] as? String == trace, "\(line)")
            }
        }
    }
}
