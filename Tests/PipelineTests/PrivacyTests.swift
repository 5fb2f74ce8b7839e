import Foundation
import Postgres
import Storage
import Subprocess
import Testing
import TestSupport
import Transcripts

/// What people said and what they are called stays in the database.
@Suite struct PrivacyTests {
    @Test func noTextAndNoFileNameReachesTheLogHoweverMuchIsLogged() async throws {
        var study = try SampleStudy.load()
        let names = ["訪談-王小明.txt", "Interview with Mary Smith.docx"]
        let readable = SampleStudy.Document(
            file: names[0], type: .transcript, cluster: study.clusters[0], content: Array("訪：好嗎？\n王小明：我們每個月都一起開會。\n".utf8))
        let damaged = SampleStudy.Document(
            file: names[1], type: .transcript, cluster: study.clusters[0], content: Array("PK\u{3}\u{4} Mary Smith".utf8))
        study.documents += [readable, damaged]
        try await withTestDatabase { [study] database in
            let harness = PipelineHarness(database: database)
            try await harness.connect { try await study.submit(on: $0) }
            let run = try await DaemonRun.untilNothingIsLeft(on: database, settings: ["FIELDWORKD_LOG_LEVEL": "trace"])
            #expect(run.status == .exited(0))
            let said = try await harness.execute(ReadQuotations())
            #expect(said.count > 100)
            let written = run.log + run.standardError
            #expect(written.contains("job completed"))
            for secret in said + names + ["王小明", "Mary", "開會"] + study.documents.map(\.file) {
                #expect(!written.contains(secret))
            }
        }
    }
}

private struct ReadQuotations: PostgresStatement {
    static let sql = "select distinct quotation from fieldwork.suggestions"
    func bind(to parameters: inout PostgresParameters) {}
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
}
