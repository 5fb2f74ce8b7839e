package import Postgres

/// Puts jobs in line that a file describes, one JSON object a line: all of them in one transaction, so that they are there
/// together or not at all, and no more of the file in memory than a portion.
package struct JobImport: Sendable {
    /// Leaves out lines that are wrong; else one wrong line is enough to enqueue nothing.
    package var skipsBad: Bool

    package init(skipsBad: Bool) { self.skipsBad = skipsBad }

    package struct Outcome: Sendable {
        /// Jobs put in line; those whose key a waiting job had already are counted.
        package fileprivate(set) var jobs = 0
        /// Lines that are wrong.
        package fileprivate(set) var bad = 0
        /// The first of them.
        package fileprivate(set) var problems: [ImportProblem] = []
        /// Whether the jobs are in line.
        package fileprivate(set) var isEnqueued = false
    }

    /// How many problems are kept: with more the file is another kind of file.
    private static let keptProblems = 100
    /// For the statements that go over all jobs of the file at once.
    private static let deadline = Duration.seconds(3600)

    /// Rings for the queues once the transaction is committed.
    ///
    /// - Parameter read: returns the next bytes of the file, none at its end. It may block.
    package func run(
        on connection: isolated PostgresConnection, read: @escaping @Sendable () throws -> [UInt8]
    ) async throws -> Outcome {
        do {
            // Whoever writes to a pipe takes their time.
            let options = PostgresTransactionOptions(idleTimeout: Self.deadline)
            let (outcome, queues) = try await connection.withTransaction(options) { connection in
                try await load(connection, read)
            }
            _ = try await connection.execute(WakeQueues(queues: queues))
            return outcome
        } catch let refused as Refused {
            return refused.outcome
        }
    }

    /// Undoes the transaction.
    private struct Refused: Error {
        let outcome: Outcome
    }

    private func load(
        _ connection: isolated PostgresConnection, _ read: @escaping @Sendable () throws -> [UInt8]
    ) async throws -> (Outcome, queues: [String]) {
        // Before any position is drawn: claimers take one for dealt with once every transaction that was running when it was
        // handed out has ended, and one without an id is not seen to run.
        let now = try await connection.execute(BeginImport())[0]
        let studies = try await connection.execute(NumberStudies())
        try await connection.executeScript(Staging.creation)
        let source = ImportSource(
            context: ImportContext(studies: Dictionary(studies) { $1 }, now: now), read: read)
        var outcome = Outcome()
        // As few as there are studies, or tenants.
        var partitions: Set<JobPartition> = []
        var queues: Set<String> = []
        while var portion = try await source.nextPortion() {
            let doubtful = portion.jobs.filter(\.needsJudgement)
            let judged = try await doubtful.isEmpty ? [] : connection.execute(JudgeArguments(lines: doubtful))
            if !judged.isEmpty {
                let reasons = Dictionary(judged) { $1 }
                portion.problems += portion.jobs.compactMap { job in
                    reasons[Int64(job.number)].map {
                        ImportProblem(line: job.number, reason: $0 ? .argumentsTooLarge : .unknownReference(kind: job.job.kind))
                    }
                }
                portion.problems.sort { $0.line < $1.line }
                portion.jobs.removeAll { reasons[Int64($0.number)] != nil }
            }
            outcome.bad += portion.problems.count
            outcome.problems += portion.problems.prefix(Self.keptProblems - outcome.problems.count)
            outcome.jobs += portion.jobs.count
            // What cannot be enqueued any more is only read.
            if outcome.bad > 0, !skipsBad { continue }
            let keyed = portion.jobs.filter { $0.job.uniqueKey != nil }
            let plain = portion.jobs.filter { $0.job.uniqueKey == nil }
            if !plain.isEmpty { try await copy(plain, to: "fieldwork_jobs.jobs", now, connection) }
            if !keyed.isEmpty { try await copy(keyed, to: "pg_temp.fieldwork_import", now, connection) }
            partitions.formUnion(plain.map { JobPartition(queue: $0.job.queue, key: $0.job.partition) })
            queues.formUnion(portion.jobs.map(\.job.queue))
        }
        if outcome.bad > 0, !skipsBad { throw Refused(outcome: outcome) }
        outcome.isEnqueued = true
        // Last, for both lock what any other enqueuer may wait for.
        try await connection.executeScript(Staging.enqueuing, deadline: Self.deadline)
        try await connection.execute(RegisterPartitions(partitions: partitions.sorted()))
        return (outcome, queues.sorted())
    }

    private func copy(
        _ lines: [ImportSource.Job], to table: String, _ now: PostgresTimestamp, _ connection: isolated PostgresConnection
    ) async throws {
        try await connection.copyIn(
            """
            copy \(table) (kind, arguments, study_id, queue, priority, state, scheduled_at, unique_key, max_attempts,
                trace_context, partition_key) from stdin
            """
        ) { writer in
            for line in lines {
                let job = line.job
                try await writer.writeRow { row in
                    row.append(job.kind)
                    row.append(job.arguments)
                    row.append(job.studyID)
                    row.append(job.queue)
                    row.append(job.priority)
                    row.append(job.scheduledAt == nil ? "available" : "scheduled")
                    row.append(job.scheduledAt ?? now)
                    row.append(job.uniqueKey)
                    row.append(job.maxAttempts)
                    row.append(job.traceContext)
                    row.append(job.partition)
                }
            }
        }
    }
}

/// Reads and checks the lines, away from the connection's thread.
private actor ImportSource {
    struct Job {
        let number: Int
        let job: ImportedJob

        /// Fieldwork's own kinds refer to something of their study. And what is short as text is short as `jsonb`, which
        /// takes at most six bytes for one.
        var needsJudgement: Bool { JudgeArguments.kinds.contains(job.kind) || job.arguments.utf8.count > 1300 }
    }

    struct Portion {
        var jobs: [Job] = []
        var problems: [ImportProblem] = []
    }

    private let context: ImportContext
    private var lines: JobLines

    init(context: ImportContext, read: @escaping @Sendable () throws -> [UInt8]) {
        self.context = context
        lines = JobLines(read: read)
    }

    func nextPortion() throws -> Portion? {
        guard let lines = try lines.nextPortion() else { return nil }
        var portion = Portion()
        for line in lines {
            do throws(ImportProblem.Reason) {
                guard let bytes = line.bytes else { throw .tooLong(limit: JobLines.lineLimit) }
                portion.jobs.append(Job(number: line.number, job: try ImportedJob(line: bytes, context)))
            } catch {
                portion.problems.append(ImportProblem(line: line.number, reason: error))
            }
        }
        return portion
    }
}

private struct JobPartition: Hashable, Comparable {
    let queue: String
    let key: String

    static func < (left: Self, right: Self) -> Bool { (left.queue, left.key) < (right.queue, right.key) }
}

/// Gives the transaction its id, and reads the database's clock.
private struct BeginImport: PostgresStatement {
    static let sql = "select clock_timestamp() from pg_current_xact_id()"
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> PostgresTimestamp { try row.next() }
}

private struct NumberStudies: PostgresStatement {
    static let sql = "select code, id from fieldwork_store.studies"
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> (String, Int64) { (try row.next(), try row.next()) }
}

/// Returns the lines whose arguments will not do; true for those that are too large.
private struct JudgeArguments: PostgresStatement {
    let lines: [ImportSource.Job]

    static let kinds: Set = ["process_document", "code_transcript", "classify_cluster"]

    static let sql = """
        select line, is_too_large
        from (
            select line, kind, study_id, arguments, pg_column_size(arguments) > 8192 as is_too_large,
                case when kind in ('process_document', 'code_transcript') then 'document'
                     when kind = 'classify_cluster' then 'cluster' end as subject
            from unnest($1::bigint[], $2::text[], $3::bigint[], $4::jsonb[]) as job (line, kind, study_id, arguments)
        ) job
        where is_too_large or subject is not null and case
            when arguments::text !~ format('^\\{"%s": [1-9][0-9]{0,17}\\}$', subject) then true
            when subject = 'document' then not exists (
                select from fieldwork_store.documents d
                where d.id = (arguments ->> 'document')::bigint and d.study_id = job.study_id)
            else not exists (
                select from fieldwork_store.clusters c
                where c.id = (arguments ->> 'cluster')::bigint and c.study_id = job.study_id) end
        """

    func bind(to parameters: inout PostgresParameters) {
        parameters.append(lines.map { Int64($0.number) })
        parameters.append(lines.map(\.job.kind))
        parameters.append(lines.map(\.job.studyID))
        parameters.append(lines.map { PostgresJSON($0.job.arguments) })
    }

    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> (Int64, Bool) { (try row.next(), try row.next()) }
}

private struct RegisterPartitions: PostgresStatement {
    let partitions: [JobPartition]

    static let sql = """
        insert into fieldwork_jobs.partitions (queue, partition_key)
        select queue, partition_key from unnest($1::text[], $2::text[]) as new (queue, partition_key)
        where not exists (
            select from fieldwork_jobs.partitions p where (p.queue, p.partition_key) = (new.queue, new.partition_key))
        """

    func bind(to parameters: inout PostgresParameters) {
        parameters.append(partitions.map(\.queue))
        parameters.append(partitions.map(\.key))
    }
}

/// Jobs with keys wait here: COPY cannot say what to do where a key is taken. Gone with the transaction.
private enum Staging {
    static let creation = """
        create temporary table fieldwork_import (
            kind text, arguments jsonb, study_id bigint, queue text, priority smallint, state text, scheduled_at timestamptz,
            unique_key text, max_attempts smallint, trace_context text, partition_key text
        ) on commit drop
        """

    /// In the order of the keys, as whoever enqueues several locks them.
    static let enqueuing = """
        select fieldwork_jobs.enqueue(
            kind, arguments, study_id, queue, priority, scheduled_at - clock_timestamp(), unique_key, max_attempts, trace_context,
            partition_key, null, null, null)
        from (select * from pg_temp.fieldwork_import order by kind, unique_key, ctid) staged
        """
}
