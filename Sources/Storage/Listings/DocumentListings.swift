package import Postgres
package import Transcripts

/// Which documents to list; what is nil does not restrict.
package struct DocumentFilter: Sendable, Hashable {
    package var study: String?
    package var cluster: String?
    package var type: DocumentType?
    package var status: String?
    package var limit: Int

    package init(
        study: String? = nil, cluster: String? = nil, type: DocumentType? = nil, status: String? = nil, limit: Int
    ) {
        self.study = study
        self.cluster = cluster
        self.type = type
        self.status = status
        self.limit = limit
    }
}

/// A document in a list.
package struct DocumentLine: Sendable, Hashable {
    package let id: Int64
    package let study: String
    package let cluster: String
    package let participant: String?
    package let type: String
    /// May carry a person's name: for the terminal of who asked, never for a log.
    package let fileName: String
    package let bytes: Int64
    package let status: String
    /// A code of `fieldwork.messages`.
    package let problem: String?
    package let suggestions: Int64
    package let submittedAt: PostgresTimestamp
    package let submittedBy: String
}

/// Lists documents, the newest first.
package struct ListDocuments: PostgresStatement {
    let filter: DocumentFilter
    package init(_ filter: DocumentFilter) { self.filter = filter }

    package static let sql = """
        select d.id, s.code, c.code, p.code, d.type, d.file_name, d.bytes, d.status, d.problem, (
                select count(*) from fieldwork_store.transcripts t
                    join fieldwork_store.coding_runs r on r.transcript_id = t.id and r.is_current
                    join fieldwork_store.suggestions g on g.run_id = r.id
                where t.document_id = d.id),
            d.submitted_at, d.submitted_by
        from fieldwork_store.documents d
            join fieldwork_store.studies s on s.id = d.study_id
            join fieldwork_store.clusters c on c.id = d.cluster_id
            left join fieldwork_store.participants p on p.id = d.participant_id
        where ($1::text is null or s.code = $1) and ($2::text is null or c.code = $2)
          and ($3::text is null or d.type = $3) and ($4::text is null or d.status = $4)
        order by d.id desc
        limit $5
        """

    package func bind(to parameters: inout PostgresParameters) {
        parameters.append(filter.study)
        parameters.append(filter.cluster)
        parameters.append(filter.type?.rawValue)
        parameters.append(filter.status)
        parameters.append(Int64(filter.limit))
    }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> DocumentLine {
        let id: Int64 = try row.next()
        let study: String = try row.next()
        let cluster: String = try row.next()
        let participant: String? = try row.next()
        let type: String = try row.next()
        let fileName: String = try row.next()
        let bytes: Int64 = try row.next()
        let status: String = try row.next()
        let problem: String? = try row.next()
        let suggestions: Int64 = try row.next()
        let submittedAt: PostgresTimestamp = try row.next()
        let submittedBy: String = try row.next()
        return DocumentLine(
            id: id, study: study, cluster: cluster, participant: participant, type: type, fileName: fileName, bytes: bytes,
            status: status, problem: problem, suggestions: suggestions, submittedAt: submittedAt, submittedBy: submittedBy)
    }
}

/// All that is known of one document but its text.
package struct DocumentStory: Sendable, Hashable {
    package let line: DocumentLine
    /// Lower-case hex.
    package let sha256: String
    package let format: String?
    /// Why it was refused or failed, for the uploader.
    package let message: BilingualText?
    package let notices: [Notice]
    package let job: Int64?
    package let jobState: String?
}

/// Reads one document.
package struct FindDocument: PostgresStatement {
    let id: Int64
    package init(id: Int64) { self.id = id }

    package static let sql = """
        select d.id, s.code, c.code, p.code, d.type, d.file_name, d.bytes, d.status, d.problem, (
                select count(*) from fieldwork_store.transcripts t
                    join fieldwork_store.coding_runs r on r.transcript_id = t.id and r.is_current
                    join fieldwork_store.suggestions g on g.run_id = r.id
                where t.document_id = d.id),
            d.submitted_at, d.submitted_by, encode(d.sha256, 'hex'), d.format,
            coalesce(d.problem_detail ->> 'zh', m.zh), coalesce(d.problem_detail ->> 'en', m.en),
            coalesce((
                select t.notices from fieldwork_store.transcripts t where t.document_id = d.id order by t.id desc limit 1), '[]')::text,
            d.job_id, j.state::text
        from fieldwork_store.documents d
            join fieldwork_store.studies s on s.id = d.study_id
            join fieldwork_store.clusters c on c.id = d.cluster_id
            left join fieldwork_store.participants p on p.id = d.participant_id
            left join fieldwork_store.messages m on m.code = d.problem
            left join fieldwork_jobs.jobs j on j.id = d.job_id
        where d.id = $1
        """

    package func bind(to parameters: inout PostgresParameters) { parameters.append(id) }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> DocumentStory {
        let line = try ListDocuments.decode(&row)
        let sha256: String = try row.next()
        let format: String? = try row.next()
        let zh: String? = try row.next()
        let en: String? = try row.next()
        let notices: String = try row.next()
        let job: Int64? = try row.next()
        let jobState: String? = try row.next()
        guard let notices = StoredJSON.decode([Notice].self, notices) else {
            throw PostgresError(.decoding, statement: name, reason: "the notices are not of this version; upgrade the program")
        }
        let message = zh.flatMap { zh in en.map { BilingualText(zh: zh, en: $0) } }
        return DocumentStory(
            line: line, sha256: sha256, format: format, message: message, notices: notices, job: job, jobState: jobState)
    }
}

/// A coding run that counts.
package struct RunLine: Sendable, Hashable {
    package let id: Int64
    package let codebook: String
    package let codebookVersion: Int
    package let coder: String
    package let coderVersion: Int
    package let suggestions: Int64
    package let createdAt: PostgresTimestamp
    /// JSON.
    package let manifest: String
}

/// Lists the current runs over a document.
package struct ListRuns: PostgresStatement {
    let document: Int64
    package init(document: Int64) { self.document = document }

    package static let sql = """
        select r.id, b.name, b.version, r.coder, r.coder_version,
            (select count(*) from fieldwork_store.suggestions g where g.run_id = r.id), r.created_at, r.manifest::text
        from fieldwork_store.transcripts t
            join fieldwork_store.coding_runs r on r.transcript_id = t.id and r.is_current
            join fieldwork_store.codebooks b on b.id = r.codebook_id
        where t.document_id = $1
        order by b.name, r.coder, r.id
        """

    package func bind(to parameters: inout PostgresParameters) { parameters.append(document) }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> RunLine {
        let id: Int64 = try row.next()
        let codebook: String = try row.next()
        let codebookVersion: Int32 = try row.next()
        let coder: String = try row.next()
        let coderVersion: Int32 = try row.next()
        let suggestions: Int64 = try row.next()
        let createdAt: PostgresTimestamp = try row.next()
        let manifest: String = try row.next()
        return RunLine(
            id: id, codebook: codebook, codebookVersion: Int(codebookVersion), coder: coder, coderVersion: Int(coderVersion),
            suggestions: suggestions, createdAt: createdAt, manifest: manifest)
    }
}
