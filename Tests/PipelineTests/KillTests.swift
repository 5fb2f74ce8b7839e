import Glibc
import Jobs
import Postgres
import Subprocess
import TestSupport
import Testing

/// The daemon itself is killed, as a power cut would, and started again; what is in the database at the end has to be what an
/// undisturbed run leaves.
@Suite struct KillTests {
    @Test(.timeLimit(.minutes(15)))
    func killedAtTwentyNamedPointsNothingIsLostAndNothingIsWrittenTwice() async throws {
        let undisturbed = try await finalState(after: [])
        let disturbed = try await finalState(after: Self.plan)
        // What only one of them has says more than all that both have.
        #expect(disturbed.difference(from: undisturbed).map(Self.told) == [])
    }

    private static func told(_ change: CollectionDifference<String>.Change) -> String {
        switch change {
        case .insert(_, let row, _): "only when killed: \(row)"
        case .remove(_, let row, _): "only undisturbed: \(row)"
        }
    }

    /// Every point there is, most of them more than once, at different distances from the start. Recovery is waited for last:
    /// meanwhile the daemon does all that nobody holds. What the kill before it leaves behind gives promotion its job.
    private static let plan: [(point: FaultPoint, visit: Int)] = [
        (.leaseBegun, 1), (.afterClaim, 1), (.afterStart, 1), (.midRun, 1), (.beforeSettle, 1), (.settleSent, 1),
        (.afterSettle, 1), (.afterClaim, 2), (.afterStart, 3), (.midRun, 4), (.beforeSettle, 2), (.settleSent, 3),
        (.afterSettle, 2), (.settleSent, 2), (.afterSettle, 3), (.settleSent, 4), (.beforeSettle, 3), (.midRun, 2),
        (.afterRecovery, 1), (.afterPromotion, 1),
    ]

    private func finalState(after kills: [(point: FaultPoint, visit: Int)]) async throws -> [String] {
        let study = try SampleStudy.load()
        return try await withTestDatabase { database in
            let harness = PipelineHarness(database: database)
            let settings = ["FIELDWORKD_JOBS_LEASE": "3s", "FIELDWORKD_JOBS_CONCURRENCY": "1"]
            try await harness.connect { try await study.submit(on: $0) }
            for (point, visit) in kills {
                let end = try await DaemonRun.untilItDies(
                    on: database, settings: settings.merging([FaultPoint.variable: "\(point.rawValue):\(visit)"]) { $1 })
                #expect(end.status == .signaled(SIGKILL), "\(point.rawValue), visit \(visit)")
                #expect(end.standardError.contains("fault point reached: \(point.rawValue)"))
            }
            let end = try await DaemonRun.untilNothingIsLeft(on: database, settings: settings)
            #expect(end.status == .exited(0))
            return try await harness.connect { connection in
                let notCompleted = try await connection.execute(NotCompleted())
                #expect(notCompleted == [])
                let effectsNotOnce = try await connection.execute(EffectsNotOnce())
                #expect(effectsNotOnce == [])
                return try await connection.execute(NaturalKeys())
            }
        }
    }
}

/// Jobs that ended in another way, each with its history.
private struct NotCompleted: PostgresStatement {
    static let sql = """
        select concat_ws(' ', j.kind, j.state, string_agg(concat_ws(' ', e.event, e.detail), ', ' order by e.id))
        from fieldwork_jobs.jobs j left join fieldwork_jobs.job_events e on e.job_id = j.id
        where j.state <> 'completed'
        group by j.id, j.kind, j.state
        """
    func bind(to parameters: inout PostgresParameters) {}
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
}

/// Jobs whose effect is not in the log exactly once, though they are completed; and effects of jobs that are not.
private struct EffectsNotOnce: PostgresStatement {
    static let sql = """
        select j.kind || ' ' || j.state || ' ' || count(e.id)
        from fieldwork_jobs.jobs j left join fieldwork_store.effects e on e.job_id = j.id
        group by j.id, j.kind, j.state
        having count(e.id) <> (j.state = 'completed')::int
        """
    func bind(to parameters: inout PostgresParameters) {}
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
}

/// All results by what they are about: no ids, no times, no attempts.
private struct NaturalKeys: PostgresStatement {
    static let sql = """
        select concat_ws(' ', 'document', d.study, d.cluster, d.participant, d.type, d.sha256, d.format, d.status, d.problem)
        from fieldwork.documents d
        union all
        select concat_ws(' ', 'transcript', encode(d.sha256, 'hex'), t.reader_version, encode(t.text_sha256, 'hex'), md5(t.turns::text),
            md5(t.segments::text), t.notices)
        from fieldwork_store.transcripts t join fieldwork_store.documents d on d.id = t.document_id
        union all
        select concat_ws(' ', 'suggestion', d.sha256, s.codebook, s.coder, s.code, s.segment, s.start_scalar, s.end_scalar, s.participant_code,
            s.flags, s.trust, s.status, md5(s.quotation), md5(s.manifest::text))
        from fieldwork.suggestions s join fieldwork.documents d on d.id = s.document_id
        union all
        select concat_ws(' ', 'classification', k.cluster, k.outcome, k.basis, k.ability, k.trigger, k.assessment -> 'reasons', k.rule_set)
        from fieldwork.classifications k
        order by 1
        """
    func bind(to parameters: inout PostgresParameters) {}
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
}
