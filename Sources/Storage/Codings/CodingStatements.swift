package import Coding
package import Postgres
import Transcripts

/// What a coding run depends on, besides its code: kept with the run so that it can be traced and repeated.
package struct RunManifest: Sendable, Hashable, Codable {
    package let documentSHA256: String
    package let textSHA256: String
    package let readerVersion: Int
    package let codebook: String
    package let codebookVersion: Int
    package let codebookSHA256: String
    package let coder: String
    package let coderVersion: Int

    package init(
        documentSHA256: String, textSHA256: String, readerVersion: Int, codebook: String, codebookVersion: Int,
        codebookSHA256: String, coder: String, coderVersion: Int
    ) {
        self.documentSHA256 = documentSHA256
        self.textSHA256 = textSHA256
        self.readerVersion = readerVersion
        self.codebook = codebook
        self.codebookVersion = codebookVersion
        self.codebookSHA256 = codebookSHA256
        self.coder = coder
        self.coderVersion = coderVersion
    }
}

/// Retires the runs that a new run of the same coder replaces: those with any version of the codebook.
package struct RetireRuns: PostgresStatement {
    let transcript: Int64
    let codebookName: String
    let coder: String

    package init(transcript: Int64, codebookName: String, coder: String) {
        self.transcript = transcript
        self.codebookName = codebookName
        self.coder = coder
    }

    package static let sql = """
        update fieldwork_store.coding_runs r set is_current = false
        from fieldwork_store.codebooks b
        where r.transcript_id = $1 and r.is_current and r.coder = $3 and b.id = r.codebook_id and b.name = $2
        """

    package func bind(to parameters: inout PostgresParameters) {
        parameters.append(transcript)
        parameters.append(codebookName)
        parameters.append(coder)
    }
}

/// Keeps a run and its suggestions; nothing when the document was cancelled meanwhile.
package struct SaveRun: PostgresStatement {
    let transcript: Int64
    let codebook: Int64
    let manifest: RunManifest
    let job: Int64
    let suggestions: [Suggestion]

    package init(transcript: Int64, codebook: Int64, manifest: RunManifest, job: Int64, suggestions: [Suggestion]) {
        self.transcript = transcript
        self.codebook = codebook
        self.manifest = manifest
        self.job = job
        self.suggestions = suggestions
    }

    package static let sql = """
        with run as (
            insert into fieldwork_store.coding_runs (study_id, transcript_id, codebook_id, coder, coder_version, manifest, job_id)
            select t.study_id, t.id, $2, $3, $4, $5, $6
            from fieldwork_store.transcripts t join fieldwork_store.documents d on d.id = t.document_id
            where t.id = $1 and d.status in ('processed', 'failed', 'coded')
            returning id, study_id
        )
        insert into fieldwork_store.suggestions
            (run_id, study_id, code, segment, start_scalar, end_scalar, quotation, participant_code, flags, hits, trust)
        select run.id, run.study_id, s.code, s.segment, s.start, s.end, s.quotation, s.participant,
            string_to_array(s.flags, ','), s.hits, s.trust
        from run, unnest($7::text[], $8::integer[], $9::integer[], $10::integer[], $11::text[], $12::text[], $13::text[],
            $14::jsonb[], $15::float8[]) as s (code, segment, start, "end", quotation, participant, flags, hits, trust)
        order by s.segment, s.code
        """

    package func bind(to parameters: inout PostgresParameters) {
        parameters.append(transcript)
        parameters.append(codebook)
        parameters.append(manifest.coder)
        parameters.append(Int32(clamping: manifest.coderVersion))
        parameters.append(PostgresJSON(StoredJSON.encode(manifest)))
        parameters.append(job)
        // A column each: hundreds of suggestions cost much more to write and read as one JSON text.
        parameters.append(suggestions.map(\.code))
        parameters.append(suggestions.map { Int32($0.segment) })
        parameters.append(suggestions.map { Int32($0.evidence.start) })
        parameters.append(suggestions.map { Int32($0.evidence.end) })
        parameters.append(suggestions.map(\.quotation))
        parameters.append(suggestions.map(\.participant?.description))
        parameters.append(suggestions.map { $0.flags.sorted().map(\.rawValue).joined(separator: ",") })
        parameters.append(suggestions.map { PostgresJSON(json(of: $0.hits)) })
        parameters.append(suggestions.map(\.trust))
    }

    /// `[{"cue": 0, "ranges": [[12, 15]]}]`
    private func json(of hits: [CueHit]) -> String {
        let hits = hits.map { hit in
            let ranges = hit.ranges.map { "[\($0.start),\($0.end)]" }.joined(separator: ",")
            return "{\"cue\":\(hit.cue),\"ranges\":[\(ranges)]}"
        }
        return "[\(hits.joined(separator: ","))]"
    }
}

/// Marks a document coded and queues its cluster's classification.
package struct FinishCoding: PostgresStatement {
    let document: Int64

    package init(document: Int64) { self.document = document }

    package static let sql = """
        with coded as (
            update fieldwork_store.documents set status = 'coded', problem = null, problem_detail = null
            where id = $1 and status in ('processed', 'failed', 'coded')
            returning study_id, cluster_id
        )
        select fieldwork_store.request_classification(study_id, cluster_id) from coded
        """

    package func bind(to parameters: inout PostgresParameters) { parameters.append(document) }
    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}
