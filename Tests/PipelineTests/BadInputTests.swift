import Foundation
import Postgres
import Storage
import Testing
import Transcripts

/// What an uploader sees of a document that cannot be read, or not as it should be; the others of the study go their way.
@Suite struct BadInputTests {
    private struct Case {
        let name: String
        let content: [UInt8]
        let becomes: String
    }

    private static let talk = "I: How do you work together?\n\nS1L: We share our tools and help each other every week.\n"

    private static let cases: [Case] = [
        Case(name: "讀我.txt", content: Array(talk.utf8), becomes: "coded"),
        Case(
            name: "picture.png", content: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0],
            becomes: "document.unknown-format"),
        Case(name: "renamed.docx", content: Array("\(talk)\(talk)".utf8), becomes: "document.format-mismatch"),
        Case(
            name: "locked.docx", content: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + Array(repeating: 0, count: 600),
            becomes: "document.encrypted"),
        Case(name: "broken.txt", content: Array("S1L: fine ".utf8) + [0xFF, 0xFF, 0x80], becomes: "document.invalid-encoding"),
        Case(name: "blank.txt", content: Array(" \n\n ".utf8), becomes: "document.no-text"),
        Case(
            name: "utf16.txt", content: [0xFF, 0xFE] + talk.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, becomes: "coded"
        ),
        // 訪：你們合作嗎？ S1L：我們互相幫忙。 in CP950
        Case(
            name: "cp950.txt",
            content: [
                0xB3, 0x58, 0xA1, 0x47, 0xA7, 0x41, 0xAD, 0xCC, 0xA6, 0x58, 0xA7, 0x40, 0xB6, 0xDC, 0xA1, 0x48, 0x0A, 0x53, 0x31,
                0x4C,
                0xA1, 0x47, 0xA7, 0xDA, 0xAD, 0xCC, 0xA4, 0xAC, 0xAC, 0xDB, 0xC0, 0xB0, 0xA6, 0xA3, 0xA1, 0x43, 0x0A,
            ], becomes: "coded"),
        Case(name: "nobody.txt", content: Array("We share our tools and help each other every week.\n".utf8), becomes: "coded"),
    ]

    @Test func eachGetsOneClearAnswerAndNoneKeepsAnotherBack() async throws {
        var study = try SampleStudy.load()
        let cluster = study.clusters[0]
        let wordFile = try #require(study.documents.first { $0.file.hasSuffix(".docx") }).content
        let cases = [Case(name: "cut.docx", content: Array(wordFile.prefix(4000)), becomes: "document.damaged")] + Self.cases
        study.documents = cases.map {
            SampleStudy.Document(file: $0.name, type: .transcript, cluster: cluster, participant: nil, content: $0.content)
        }
        try await PipelineHarness.run { [study] harness in
            try await harness.connect { try await study.submit(on: $0) }
            try await harness.drain()
            let answers = try await harness.connect { try await $0.execute(ReadAnswers()) }
            #expect(answers.map(\.outcome) == cases.map(\.becomes))
            for answer in answers where answer.outcome.hasPrefix("document.") {
                #expect(
                    answer.zh?.isEmpty == false && answer.en?.isEmpty == false, "\(answer.outcome) tells the uploader nothing")
            }
            let invalid = try #require(answers.first { $0.outcome == "document.invalid-encoding" })
            #expect(invalid.en?.contains("10") == true, "the offset of the first invalid byte")
            #expect(answers.last?.notices.contains("no-speaker-labels") == true)
            #expect(try await harness.connect { try await $0.execute(CountFailedJobs())[0] } == 0)
        }
    }
}

private struct ReadAnswers: PostgresStatement {
    struct Answer: Sendable {
        let outcome: String
        let zh: String?
        let en: String?
        let notices: String
    }

    static let sql = """
        select coalesce(s.problem, s.status), s.message_zh, s.message_en, coalesce(s.notices::text, '')
        from fieldwork_store.documents d cross join lateral fieldwork.document_status_v1(d.id) s
        order by d.id
        """
    func bind(to parameters: inout PostgresParameters) {}
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Answer {
        let outcome: String = try row.next()
        let zh: String? = try row.next()
        let en: String? = try row.next()
        let notices: String = try row.next()
        return Answer(outcome: outcome, zh: zh, en: en, notices: notices)
    }
}

private struct CountFailedJobs: PostgresStatement {
    static let sql = "select count(*) from fieldwork_jobs.jobs where state <> 'completed' or attempt <> 1"
    func bind(to parameters: inout PostgresParameters) {}
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}
