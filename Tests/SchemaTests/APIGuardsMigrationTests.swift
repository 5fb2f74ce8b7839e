import Postgres
import Schema
import TestSupport
import Testing

/// What 0011_api_guards makes of a database that worked before it, and what it guards from below the API.
@Suite struct APIGuardsMigrationTests {
    @Test func aClassificationUnderWayIsFollowedByAnotherAndAnUnsoundTraceIsDropped() async throws {
        try await withTestDatabase(.empty) { database in
            let jobs = try await database.withConnection { connection in
                _ = try await Migrator().migrate(connection, to: 10)
                try await connection.executeScript(
                    """
                    insert into fieldwork_jobs.jobs (queue, kind, arguments, trace_context)
                    values ('default', 'code_transcript', '{}', 'none'),
                        ('default', 'code_transcript', '{}', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01');
                    insert into fieldwork_jobs.jobs (queue, kind, arguments, state, incarnation, token)
                    values ('default', 'classify_cluster', '{"cluster": 7}', 'running', gen_random_uuid(), gen_random_uuid())
                    """)
                _ = try await Migrator().migrate(connection)
                return try await connection.execute(Jobs())
            }
            #expect(
                jobs == [
                    "available code_transcript",
                    "available code_transcript 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                    "running classify_cluster", "scheduled classify_cluster cluster:7",
                ])
        }
    }

    @Test func noJobCarriesATraceThatIsNoTraceparent() async throws {
        try await withTestDatabase { database in
            let error = await #expect(throws: PostgresError.self) {
                try await database.withConnection { connection in
                    try await connection.executeScript(
                        "insert into fieldwork_jobs.jobs (queue, kind, trace_context) values ('default', 'a', 'words of a document')"
                    )
                }
            }
            #expect(error?.sqlState == .checkViolation)
        }
    }

    /// A decision that is committed after one with a higher id changes the fingerprint as well.
    @Test func aDecisionCommittedLateIsNewEvidence() async throws {
        try await withPortal { portal in
            try await portal.createStudy("alpha", as: portal.anna)
            let suggestion = try await portal.code(try await portal.submit("alpha", "Q1", [1], as: portal.anna).document)
            var fingerprints: [String] = []
            for id in [11, 10] {
                try await portal.run(
                    """
                    insert into fieldwork_store.reviews (id, suggestion_id, study_id, decision) overriding system value
                    select \(id), id, study_id, 'accepted' from fieldwork_store.suggestions where id = \(suggestion)
                    """)
                fingerprints.append(
                    try await portal.ask("select fieldwork_store.evidence_fingerprint(id) from fieldwork_store.clusters"))
            }
            #expect(fingerprints[0] != fingerprints[1])
        }
    }
}

private struct Jobs: PostgresStatement {
    static let sql = "select concat_ws(' ', state, kind, unique_key, trace_context) from fieldwork_jobs.jobs order by id"
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
}
