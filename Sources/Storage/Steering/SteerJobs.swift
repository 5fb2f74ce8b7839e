package import Postgres

/// Cancels a job, or asks the one that runs to stop. False when it is finished, or there is none.
package struct CancelJob: PostgresStatement {
    let id: Int64
    package init(id: Int64) { self.id = id }

    package static let sql = "select fieldwork_jobs.cancel($1)"
    package func bind(to parameters: inout PostgresParameters) { parameters.append(id) }
    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Bool { try row.next() }
}

/// Puts a finished job, or one that waits for its next try, back in line. False when it is neither, or there is none.
package struct RetryJob: PostgresStatement {
    let id: Int64
    package init(id: Int64) { self.id = id }

    package static let sql = "select fieldwork_jobs.retry($1)"
    package func bind(to parameters: inout PostgresParameters) { parameters.append(id) }
    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Bool { try row.next() }
}

/// Calls off a document that is not coded yet, with its job.
package struct CancelDocument: PostgresStatement {
    let id: Int64
    package init(id: Int64) { self.id = id }

    package static let sql = "select fieldwork.cancel_document_v1($1)"
    package func bind(to parameters: inout PostgresParameters) { parameters.append(id) }
}

/// Queues another coding of every document of a study whose text is read; of one cluster or document only where one is
/// given. Returns how many there are, those already in line included.
package struct RecodeDocuments: PostgresStatement {
    let study: String
    let cluster: String?
    let document: Int64?

    package init(study: String, cluster: String? = nil, document: Int64? = nil) {
        self.study = study
        self.cluster = cluster
        self.document = document
    }

    package static let sql = """
        select count(fieldwork.enqueue_v1(
            s.code, 'code_transcript', jsonb_build_object('document', d.id), unique_key => 'document:' || d.id))
        from fieldwork_store.documents d
            join fieldwork_store.studies s on s.id = d.study_id
            join fieldwork_store.clusters c on c.id = d.cluster_id
        where s.code = $1 and d.status in ('processed', 'coded')
          and ($2::text is null or c.code = $2) and ($3::bigint is null or d.id = $3)
        """

    package func bind(to parameters: inout PostgresParameters) {
        parameters.append(study)
        parameters.append(cluster)
        parameters.append(document)
    }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}

/// Counts people's decisions on the suggestions that recoding would replace: they do not pass to the new ones.
package struct CountDecisions: PostgresStatement {
    let study: String
    let cluster: String?
    let document: Int64?

    package init(study: String, cluster: String? = nil, document: Int64? = nil) {
        self.study = study
        self.cluster = cluster
        self.document = document
    }

    package static let sql = """
        select count(*)
        from fieldwork_store.documents d
            join fieldwork_store.studies s on s.id = d.study_id
            join fieldwork_store.clusters c on c.id = d.cluster_id
            join fieldwork_store.transcripts t on t.document_id = d.id
            join fieldwork_store.coding_runs r on r.transcript_id = t.id and r.is_current
            join fieldwork_store.suggestions g on g.run_id = r.id and g.status <> 'suggested'
        where s.code = $1 and ($2::text is null or c.code = $2) and ($3::bigint is null or d.id = $3)
        """

    package func bind(to parameters: inout PostgresParameters) {
        parameters.append(study)
        parameters.append(cluster)
        parameters.append(document)
    }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}

/// Records an expert's placement of a cluster, replacing the same rater's earlier one, and queues its reclassification.
package struct RateCluster: PostgresStatement {
    let study: String
    let cluster: String
    let rater: String
    let pattern: String

    package init(study: String, cluster: String, rater: String, pattern: String) {
        self.study = study
        self.cluster = cluster
        self.rater = rater
        self.pattern = pattern
    }

    package static let sql = "select fieldwork.rate_cluster_v1($1, $2, $3, $4)"

    package func bind(to parameters: inout PostgresParameters) {
        parameters.append(study)
        parameters.append(cluster)
        parameters.append(rater)
        parameters.append(pattern)
    }
}
