import Postgres
import Storage
import Testing

@Suite struct ResubmissionTests {
    @Test func submittingAgainAddsNothing() async throws {
        var study = try SampleStudy.load()
        study.documents = Array(study.documents.prefix(2))
        try await PipelineHarness.run { [study] harness in
            try await harness.connect { try await study.submit(on: $0) }
            try await harness.drain()
            let before = try await harness.connect { try await $0.execute(CountRows())[0] }
            try await harness.connect { connection in
                for document in study.documents {
                    let receipt = try await connection.execute(
                        SubmitDocument(
                            study: "sample", cluster: document.cluster, participant: document.participant, type: document.type,
                            fileName: "another-name.txt", content: document.content))[0]
                    #expect(!receipt.isNew)
                }
            }
            try await harness.drain()
            #expect(try await harness.connect { try await $0.execute(CountRows())[0] } == before)
        }
    }
}

private struct CountRows: PostgresStatement {
    static let sql = """
        select concat_ws(' ', (select count(*) from fieldwork_store.documents), (select count(*) from fieldwork_store.coding_runs),
            (select count(*) from fieldwork_store.suggestions), (select count(*) from fieldwork_store.classifications),
            (select count(*) from fieldwork_jobs.jobs))
        """
    func bind(to parameters: inout PostgresParameters) {}
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
}
