import Postgres
import Storage
import Testing
import Transcripts

/// What a reviewer decides reaches the classification.
@Suite struct ReviewTests {
    @Test func everyDecisionHasItsClusterClassifiedAgain() async throws {
        var study = try SampleStudy.load()
        study.documents.removeAll { $0.cluster.description != "S2" }
        try await PipelineHarness.run { [study] harness in
            try await harness.connect { try await study.submit(on: $0) }
            try await harness.drain()
            let before = try await harness.execute(ReadStandings())
            #expect(before == ["S2 provisional 0"])
            for (decision, count) in [("rejected", 1), ("accepted", 2), ("undecided", 3)] {
                let suggestion = try await harness.execute(FindAnchored())[0]
                try await harness.execute(Review(suggestion: suggestion, decision: decision))
                let waiting = try await harness.execute(CountUnfinished())
                #expect(waiting == [1], "one job for the cluster")
                try await harness.drain()
                let classified = try await harness.execute(CountClassifyingJobs())
                #expect(classified[0] >= Int64(count) + 1)
            }
            // With all evidence certified the placement is, too.
            try await harness.execute(ReviewAll())
            try await harness.drain()
            let after = try await harness.execute(ReadStandings())
            #expect(after.allSatisfy { $0.hasPrefix("S2 certified") }, "\(after)")
        }
    }
}

private struct ReadStandings: PostgresStatement {
    static let sql = """
        select concat_ws(' ', k.cluster, k.basis,
            (select count(*) from fieldwork.suggestions s where s.cluster = k.cluster and s.status <> 'suggested'))
        from fieldwork.classifications k order by k.cluster
        """
    func bind(to parameters: inout PostgresParameters) {}
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
}

/// A suggestion of the codebook that classification goes by, not yet decided about.
private struct FindAnchored: PostgresStatement {
    static let sql = """
        select id from fieldwork.suggestions where codebook = 'lin-patterns' and status = 'suggested' order by id limit 1
        """
    func bind(to parameters: inout PostgresParameters) {}
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}

private struct Review: PostgresStatement {
    let suggestion: Int64
    let decision: String
    static let sql = "select fieldwork.review_suggestion_v1($1, $2)::text"
    func bind(to parameters: inout PostgresParameters) {
        parameters.append(suggestion)
        parameters.append(decision)
    }
}

private struct ReviewAll: PostgresStatement {
    static let sql = "select fieldwork.review_suggestion_v1(id, 'accepted')::text from fieldwork.suggestions"
    func bind(to parameters: inout PostgresParameters) {}
}

private struct CountClassifyingJobs: PostgresStatement {
    static let sql = "select count(*) from fieldwork_jobs.jobs where kind = 'classify_cluster' and state = 'completed'"
    func bind(to parameters: inout PostgresParameters) {}
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}
