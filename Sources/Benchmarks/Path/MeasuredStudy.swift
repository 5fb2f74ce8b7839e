import Clusters
import Codebooks
import Jobs
import Postgres
import SourceFiles
import Storage
import Transcripts

/// A study with both codebooks that a benchmark submits interviews to, and reads from the queue what became of them.
struct MeasuredStudy: Sendable {
    let code: String
    let id: Int64

    private static let codes = StudyCodes(regions: ["N"], roles: ["L": "leader"])
    /// As many as a cluster's visits bring in a year or two: what a classification weighs grows with them.
    private static let interviewsPerCluster = 8

    static func create(_ code: String, on connection: isolated PostgresConnection) async throws -> MeasuredStudy {
        for entry in CodebookLibrary.entries {
            let source = String(decoding: entry.yaml, as: UTF8.self)
            _ = try await connection.execute(SaveCodebook(try entry.read().codebook, source: source))
        }
        for name in RuleSetLibrary.names {
            guard let yaml = RuleSetLibrary.yaml(name), let ruleSet = try RuleSetLibrary.ruleSet(name) else { continue }
            _ = try await connection.execute(SaveRuleSet(ruleSet, source: String(decoding: yaml, as: UTF8.self)))
        }
        let id = try await connection.execute(
            CreateStudy(
                code: code, title: LocalizedText(zh: "量測", en: "Measurement"), timeZone: "Asia/Taipei",
                regions: codes.regions.sorted(), roles: codes.roles.mapValues { LocalizedText(zh: $0, en: $0) },
                codebooks: CodebookLibrary.entries.map(\.name), ruleSet: RuleSetLibrary.names[0])
        ).first
        guard let id else { throw WrongAnswer() }
        return MeasuredStudy(code: code, id: id)
    }

    /// Submits interviews a cluster at a time, and rings.
    func submit(_ interviews: [[UInt8]], on connection: isolated PostgresConnection) async throws {
        for (number, first) in stride(from: 0, to: interviews.count, by: Self.interviewsPerCluster).enumerated() {
            let cluster = ClusterCode(region: "N", number: number + 1)
            let leader = ParticipantCode(cluster: cluster, role: "L")
            var batch = PostgresBatch()
            batch.add(CreateCluster(study: code, code: cluster))
            batch.add(CreateParticipant(study: code, participant: IdentificationLabel(participant: leader)))
            let receipts = interviews[first...].prefix(Self.interviewsPerCluster).enumerated().map { index, interview in
                batch.add(
                    SubmitDocument(
                        study: code, cluster: cluster, participant: leader, type: .transcript, fileName: "\(index).txt",
                        content: interview))
            }
            let results = try await connection.run(batch)
            for receipt in receipts where try results[receipt].first?.isNew != true { throw WrongAnswer() }
            _ = try await connection.execute(RingBell(queue: "default"))
        }
    }

    /// Waits until nothing is left to do, and returns what was done.
    func finish(on connection: isolated PostgresConnection) async throws -> [WorkDone] {
        while true {
            let progress = try await connection.execute(LoadQueueProgress())
            guard let progress = progress.first, progress.finished < progress.all else { break }
            try await Task.sleep(for: .milliseconds(50))
        }
        return try await connection.execute(LoadWorkDone(study: id))
    }
}

/// The jobs of one kind.
struct WorkDone: Sendable {
    let kind: String
    let completed: Int64
    /// From the first that was enqueued to the last that ended, in seconds since 1970.
    let span: ClosedRange<Double>
    /// From the start of each to its completion, in seconds: with reading, writing, and waiting for a core.
    let running: Double
}

private struct LoadWorkDone: PostgresStatement {
    let study: Int64

    static let sql = """
        select kind, count(*) filter (where state = 'completed'),
            extract(epoch from min(created_at))::float8, extract(epoch from max(finished_at))::float8,
            sum(extract(epoch from finished_at - started_at))::float8
        from fieldwork_jobs.jobs where study_id = $1 group by kind order by kind
        """

    func bind(to parameters: inout PostgresParameters) { parameters.append(study) }

    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> WorkDone {
        let kind: String = try row.next()
        let completed: Int64 = try row.next()
        let first: Double = try row.next()
        let last: Double = try row.next()
        return WorkDone(kind: kind, completed: completed, span: first...last, running: try row.next())
    }
}
