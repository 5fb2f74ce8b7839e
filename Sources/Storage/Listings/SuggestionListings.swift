package import Coding
package import Postgres
package import SourceFiles

/// Which suggestions to list; what is nil does not restrict.
package struct SuggestionFilter: Sendable, Hashable {
    package var study: String?
    package var cluster: String?
    package var document: Int64?
    package var code: String?
    package var flag: Flag?
    package var limit: Int

    package init(
        study: String? = nil, cluster: String? = nil, document: Int64? = nil, code: String? = nil, flag: Flag? = nil, limit: Int
    ) {
        self.study = study
        self.cluster = cluster
        self.document = document
        self.code = code
        self.flag = flag
        self.limit = limit
    }
}

/// A suggestion in a list.
package struct SuggestionLine: Sendable, Hashable {
    package let id: Int64
    package let study: String
    package let cluster: String
    package let document: Int64
    package let participant: String?
    package let codebook: String
    package let codebookVersion: Int
    package let code: String
    package let codeName: LocalizedText
    /// In the order of their names.
    package let flags: [String]
    package let trust: Double
    package let status: String
    package let coder: String
    package let coderVersion: Int
    /// Unicode scalars of the canonical text, end-exclusive.
    package let start: Int
    package let end: Int
    package let quotation: String
}

/// Lists the suggestions of the runs that count, in the order of documents and of their text.
package struct ListSuggestions: PostgresStatement {
    let filter: SuggestionFilter
    package init(_ filter: SuggestionFilter) { self.filter = filter }

    package static let sql = """
        select g.id, s.code, l.code, d.id, g.participant_code, b.name, b.version, g.code, c.name_zh, c.name_en,
            array(select f from unnest(g.flags) f order by f), g.trust::float8, g.status, r.coder, r.coder_version,
            g.start_scalar, g.end_scalar, g.quotation
        from fieldwork_store.suggestions g
            join fieldwork_store.coding_runs r on r.id = g.run_id and r.is_current
            join fieldwork_store.codebooks b on b.id = r.codebook_id
            join fieldwork_store.codes c on c.codebook_id = b.id and c.code = g.code
            join fieldwork_store.transcripts t on t.id = r.transcript_id
            join fieldwork_store.documents d on d.id = t.document_id
            join fieldwork_store.clusters l on l.id = d.cluster_id
            join fieldwork_store.studies s on s.id = g.study_id
        where ($1::text is null or s.code = $1) and ($2::text is null or l.code = $2) and ($3::bigint is null or d.id = $3)
          and ($4::text is null or g.code = $4) and ($5::text is null or $5 = any (g.flags))
        order by d.id, g.segment, b.name, c.ordinal, g.id
        limit $6
        """

    package func bind(to parameters: inout PostgresParameters) {
        parameters.append(filter.study)
        parameters.append(filter.cluster)
        parameters.append(filter.document)
        parameters.append(filter.code)
        parameters.append(filter.flag?.rawValue)
        parameters.append(Int64(filter.limit))
    }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> SuggestionLine {
        let id: Int64 = try row.next()
        let study: String = try row.next()
        let cluster: String = try row.next()
        let document: Int64 = try row.next()
        let participant: String? = try row.next()
        let codebook: String = try row.next()
        let codebookVersion: Int32 = try row.next()
        let code: String = try row.next()
        let codeNameZh: String = try row.next()
        let codeNameEn: String = try row.next()
        let flags: [String] = try row.next()
        let trust: Double = try row.next()
        let status: String = try row.next()
        let coder: String = try row.next()
        let coderVersion: Int32 = try row.next()
        let start: Int32 = try row.next()
        let end: Int32 = try row.next()
        let quotation: String = try row.next()
        return SuggestionLine(
            id: id, study: study, cluster: cluster, document: document, participant: participant, codebook: codebook,
            codebookVersion: Int(codebookVersion), code: code,
            codeName: LocalizedText(zh: codeNameZh, en: codeNameEn), flags: flags,
            trust: trust, status: status, coder: coder, coderVersion: Int(coderVersion), start: Int(start), end: Int(end),
            quotation: quotation)
    }
}
