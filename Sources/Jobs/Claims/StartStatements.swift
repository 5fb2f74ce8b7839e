import Postgres

/// Says that handlers begin: from here a death of the process is held against these jobs. Returns those started; the others
/// are not the attempts' any more, or their rows are locked by somebody else.
struct MarkStarted: PostgresStatement {
    let attempts: [AttemptKey]

    static let sql = """
        update fieldwork_jobs.jobs j set started_at = clock_timestamp()
        where j.id = any (\(AttemptKey.heldAndFree))
        returning j.id, j.token
        """

    func bind(to parameters: inout PostgresParameters) { parameters.append(attempts) }

    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> AttemptKey { try AttemptKey(&row) }
}
