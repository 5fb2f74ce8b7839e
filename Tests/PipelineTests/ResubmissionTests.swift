import Pipeline
import Postgres
import Storage
import Testing
import Transcripts

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

    @Test func aDocumentThatFailedOrWasCalledOffGoesOnWhereItLeftOff() async throws {
        var study = try SampleStudy.load()
        study.documents = Array(study.documents.prefix(1))
        try await PipelineHarness.run { [study] harness in
            try await harness.connect { try await study.submit(on: $0) }
            // Nothing can be read here: every attempt fails, until none is left.
            try await harness.execute(NoMoreAttempts())
            try await harness.drain(extractor: DocumentExtractor(program: ExtractionProgram(folder: "/nonexistent")))
            var standing = try await harness.execute(ReadStanding())
            #expect(standing == ["failed document.failed extract.program-missing"])
            var receipt = try await submit(study.documents[0], harness)
            #expect(receipt.status == "received")
            try await harness.drain()
            standing = try await harness.execute(ReadStanding())
            #expect(standing == ["coded"])

            for status in ["received", "failed"] {
                try await harness.execute(PutBack(status: status))
                if status == "received" { try await harness.execute(CallOff()) }
                receipt = try await submit(study.documents[0], harness)
                #expect(receipt.status == "processed", "its text has been read already")
                try await harness.drain()
                standing = try await harness.execute(ReadStanding())
                #expect(standing == ["coded"])
            }
            let transcripts = try await harness.execute(CountTranscripts())
            #expect(transcripts == [1])
        }
    }

    @Test func aRefusedFileIsReadAgainUnderAnotherName() async throws {
        var study = try SampleStudy.load()
        let words = Array("I: How do you work together?\n\nS1L: We share our tools and help each other every week.\n".utf8)
        study.documents = [.init(file: "talk.docx", type: .transcript, cluster: study.clusters[0], content: words)]
        try await PipelineHarness.run { [study] harness in
            try await harness.connect { try await study.submit(on: $0) }
            try await harness.drain()
            #expect(try await harness.execute(ReadStanding()) == ["refused document.format-mismatch"])
            #expect(try await submit(study.documents[0], harness).status == "refused", "by its old name it is what it was")
            var renamed = study.documents[0]
            renamed.file = "talk.txt"
            #expect(try await submit(renamed, harness).status == "received")
            try await harness.drain()
            #expect(try await harness.execute(ReadStanding()) == ["coded"])
        }
    }

    @Test func aCodingThatWasGivenUpCanBeRetried() async throws {
        var study = try SampleStudy.load()
        study.documents = Array(study.documents.prefix(1))
        try await PipelineHarness.run { [study] harness in
            try await harness.connect { try await study.submit(on: $0) }
            try await harness.drain()
            let coded = try await harness.execute(ReadStanding())
            let suggestions = try await harness.execute(CountSuggestions())
            #expect(coded == ["coded"] && suggestions[0] > 0)
            // As if the attempts had been used up before anything was written.
            try await harness.execute(GiveCodingUp())
            for job in try await harness.execute(ReadDocumentJobs()) {
                try await harness.execute(Retry(job: job))
                try await harness.drain()
                #expect(try await harness.execute(ReadStanding()) == coded)
                #expect(try await harness.execute(CountSuggestions()) == suggestions)
            }
            #expect(try await harness.execute(CountTranscripts()) == [1])
        }
    }

    private func submit(_ document: SampleStudy.Document, _ harness: PipelineHarness) async throws -> SubmitDocument.Receipt {
        try await harness.execute(
            SubmitDocument(
                study: "sample", cluster: document.cluster, participant: document.participant, type: document.type,
                fileName: document.file, content: document.content))[0]
    }
}

private struct NoMoreAttempts: PostgresStatement {
    static let sql = "update fieldwork_jobs.jobs set max_attempts = 1"
    func bind(to parameters: inout PostgresParameters) {}
}

private struct ReadStanding: PostgresStatement {
    static let sql = """
        select concat_ws(' ', status, problem, problem_detail ->> 'reason') from fieldwork_store.documents order by id
        """
    func bind(to parameters: inout PostgresParameters) {}
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
}

private struct PutBack: PostgresStatement {
    let status: String
    static let sql = """
        update fieldwork_store.documents
        set status = $1, problem = case when $1 = 'failed' then 'document.failed' end
        """
    func bind(to parameters: inout PostgresParameters) { parameters.append(status) }
}

private struct CallOff: PostgresStatement {
    static let sql = "select fieldwork.cancel_document_v1(id)::text from fieldwork_store.documents"
    func bind(to parameters: inout PostgresParameters) {}
}

private struct CountTranscripts: PostgresStatement {
    static let sql = "select count(*) from fieldwork_store.transcripts"
    func bind(to parameters: inout PostgresParameters) {}
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
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

/// Puts the first document and its coding job where giving up leaves them.
private struct GiveCodingUp: PostgresStatement {
    static let sql = """
        with gone as (delete from fieldwork_store.suggestions), unmade as (
            update fieldwork_store.coding_runs set is_current = false
        ), failed as (
            update fieldwork_store.documents set status = 'failed', problem = 'document.failed'
        )
        update fieldwork_jobs.jobs set state = 'discarded' where kind = 'code_transcript'
        """
    func bind(to parameters: inout PostgresParameters) {}
}

/// The jobs about documents, the document's own first.
private struct ReadDocumentJobs: PostgresStatement {
    static let sql = """
        select j.id from fieldwork_jobs.jobs j join fieldwork_store.documents d on (j.arguments ->> 'document')::bigint = d.id
        order by j.id = d.job_id desc, j.id
        """
    func bind(to parameters: inout PostgresParameters) {}
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}

private struct Retry: PostgresStatement {
    let job: Int64
    static let sql = "select fieldwork_jobs.retry($1)"
    func bind(to parameters: inout PostgresParameters) { parameters.append(job) }
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Bool { try row.next() }
}

private struct CountSuggestions: PostgresStatement {
    static let sql = "select count(*) from fieldwork.suggestions"
    func bind(to parameters: inout PostgresParameters) {}
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}
