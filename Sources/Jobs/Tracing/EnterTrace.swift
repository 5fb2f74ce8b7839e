package import Postgres

/// Has everything that the rest of the transaction enqueues belong to a trace, by whichever function it is enqueued.
package struct EnterTrace: PostgresStatement {
    let traceparent: String

    package init(_ context: TraceContext) { traceparent = context.traceparent }

    package static let sql = "select set_config('fieldwork.traceparent', $1, true)"
    package func bind(to parameters: inout PostgresParameters) { parameters.append(traceparent) }
    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
}
