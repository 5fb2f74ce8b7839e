package import Postgres

/// Notes in the append-only log that a job has written its effect; nothing when the document it is about was called off
/// meanwhile, for then nothing was written.
package struct RecordEffect: PostgresStatement {
    let job: Int64
    let kind: String
    let subject: String
    let document: Int64?

    package init(job: Int64, kind: String, subject: String) {
        self.job = job
        self.kind = kind
        self.subject = subject
        document = nil
    }

    package init(job: Int64, kind: String, document: Int64) {
        self.job = job
        self.kind = kind
        subject = "document \(document)"
        self.document = document
    }

    package static let sql = """
        insert into fieldwork_store.effects (job_id, kind, subject)
        select $1, $2, $3
        where $4::bigint is null
            or exists (select from fieldwork_store.documents d where d.id = $4 and d.status <> 'cancelled')
        """

    package func bind(to parameters: inout PostgresParameters) {
        parameters.append(job)
        parameters.append(kind)
        parameters.append(subject)
        parameters.append(document)
    }
}
