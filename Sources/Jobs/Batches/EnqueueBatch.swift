import Foundation
package import Postgres

/// Enqueues a whole batch and seals it; returns its id.
package struct EnqueueBatch: PostgresStatement {
    let batch: NewBatch

    package init(_ batch: NewBatch) { self.batch = batch }

    package static let sql = """
        select fieldwork_jobs.enqueue_batch($1, $2::jsonb, $3, $4::jsonb, $5, $6, $7::smallint, $8::smallint, $9)
        """

    package func bind(to parameters: inout PostgresParameters) {
        let followUp = batch.followUp
        parameters.append(batch.name)
        parameters.append(PostgresJSON("[\(batch.jobs.map(\.json).joined(separator: ","))]"))
        parameters.append(followUp?.kind)
        parameters.append(PostgresJSON(followUp?.arguments ?? "{}"))
        parameters.append(followUp?.studyID)
        parameters.append(followUp?.queue ?? "default")
        parameters.append(followUp?.priority ?? 5)
        parameters.append(followUp?.maxAttempts ?? 5)
        parameters.append(followUp?.traceContext)
    }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}

extension NewJob {
    /// The job with the names that the parameters of `fieldwork_jobs.enqueue` have.
    fileprivate var json: String {
        var fields = [
            ("kind", Self.quoted(kind)), ("arguments", arguments), ("queue", Self.quoted(queue)), ("priority", "\(priority)"),
            ("max_attempts", "\(maxAttempts)"),
        ]
        if let studyID { fields.append(("study_id", "\(studyID)")) }
        if let delay { fields.append(("delay", "\"\(delay.milliseconds) milliseconds\"")) }
        if let traceContext { fields.append(("trace_context", Self.quoted(traceContext))) }
        if let unique {
            fields.append(("unique_key", Self.quoted(unique.key)))
            if let window = unique.window { fields.append(("unique_window", "\"\(window.milliseconds) milliseconds\"")) }
            if !unique.states.isEmpty {
                fields.append(("unique_states", "[\(unique.states.map { Self.quoted($0.rawValue) }.joined(separator: ","))]"))
            }
        }
        return "{\(fields.map { "\"\($0)\":\($1)" }.joined(separator: ","))}"
    }

    private static func quoted(_ text: String) -> String {
        guard let data = try? JSONEncoder().encode(text) else { return "null" }
        return String(decoding: data, as: UTF8.self)
    }
}
