import Clusters
import Postgres
import Storage
import Testing
import Transcripts

/// The worked example from end to end. What the texts carry is what Lin et al. report of their clusters; that the general
/// rules find it again is the example's point, and says nothing about accuracy.
@Suite struct SampleStudyTests {
    @Test func theSevenClustersComeOutAsThePaperReportsThem() async throws {
        let study = try SampleStudy.load()
        try await PipelineHarness.run { harness in
            try await harness.connect { try await study.submit(on: $0) }
            try await harness.drain()
            let outcomes = try await harness.connect { try await $0.execute(ReadOutcomes()) }
            #expect(
                outcomes == [
                    "E1 IV provisional", "M1 II provisional", "M2 II provisional", "N1 II provisional", "N2 I provisional",
                    "S1 III provisional", "S2 I provisional",
                ])
            #expect(try await harness.connect { try await $0.execute(ReadStatuses()) } == ["coded \(study.documents.count)"])
        }
    }

    @Test func thePatternsMoveWithTheTexts() async throws {
        var study = try SampleStudy.load()
        // S1 and N2 change places: each is given the other's documents. The speakers' codes in the labels stay the texts' own.
        let swap = try [
            "S1": ClusterCode(parsing: "N2", codes: study.codes),
            "N2": ClusterCode(parsing: "S1", codes: study.codes),
        ]
        for index in study.documents.indices {
            guard let other = swap[study.documents[index].cluster.description] else { continue }
            study.documents[index].cluster = other
            study.documents[index].participant = nil
        }
        try await PipelineHarness.run { [study] harness in
            try await harness.connect { try await study.submit(on: $0) }
            try await harness.drain()
            let outcomes = try await harness.connect { try await $0.execute(ReadOutcomes()) }
            #expect(outcomes.contains("S1 I provisional") && outcomes.contains("N2 III provisional"))
        }
    }

    @Test func reportsAloneAreInsufficient() async throws {
        var study = try SampleStudy.load()
        study.documents.removeAll { $0.type.evidenceType != .secondaryData }
        try await PipelineHarness.run { [study] harness in
            try await harness.connect { try await study.submit(on: $0) }
            try await harness.drain()
            let outcomes = try await harness.connect { try await $0.execute(ReadOutcomes()) }
            #expect(outcomes.count == 7 && outcomes.allSatisfy { $0.hasSuffix("insufficient provisional") })
        }
    }
}

private struct ReadOutcomes: PostgresStatement {
    static let sql = "select cluster || ' ' || outcome || ' ' || basis from fieldwork.classifications order by cluster"
    func bind(to parameters: inout PostgresParameters) {}
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
}

private struct ReadStatuses: PostgresStatement {
    static let sql = "select status || ' ' || count(*) from fieldwork.documents group by status order by status"
    func bind(to parameters: inout PostgresParameters) {}
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
}
