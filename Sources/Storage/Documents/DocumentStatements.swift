package import Postgres
package import Transcripts

/// A document as it is to be processed.
package struct StoredDocument: Sendable {
    package let id: Int64
    package let type: DocumentType
    package let status: String
    /// The ending of the file's name, lower-case, without the dot; the name itself stays in the database.
    package let fileEnding: String?
    /// Whom the document was submitted for, where it was said.
    package let participant: ParticipantCode?
    package let content: [UInt8]
}

/// Reads a document and its bytes; only in the study the job is for.
package struct LoadDocument: PostgresStatement {
    package let document: Int64
    package let study: Int64

    package init(document: Int64, study: Int64) {
        self.document = document
        self.study = study
    }

    package static let sql = """
        select d.id, d.type, d.status, lower(substring(d.file_name from '\\.([^.]{1,10})$')),
            p.code, c.content
        from fieldwork_store.documents d
            join fieldwork_store.document_contents c on c.document_id = d.id
            left join fieldwork_store.participants p on p.id = d.participant_id
        where d.id = $1 and d.study_id = $2
        """

    package func bind(to parameters: inout PostgresParameters) {
        parameters.append(document)
        parameters.append(study)
    }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> StoredDocument {
        let id: Int64 = try row.next()
        let type: String = try row.next()
        let status: String = try row.next()
        let fileEnding: String? = try row.next()
        let participant: String? = try row.next()
        let content: [UInt8] = try row.next()
        guard let documentType = DocumentType(rawValue: type) else {
            throw PostgresError(
                .decoding, statement: name, reason: "the document's type is not one this program knows; upgrade it")
        }
        return StoredDocument(
            id: id, type: documentType, status: status, fileEnding: fileEnding,
            participant: try participant.map { code throws(PostgresError) in try ParticipantCode(stored: code) }, content: content
        )
    }
}

/// Keeps a document's canonical text and its division, and marks the document processed; nothing when it was cancelled
/// meanwhile.
package struct SaveTranscript: PostgresStatement {
    let document: Int64
    let format: DocumentFormat
    let readerVersion: Int
    let transcript: Transcript

    package init(document: Int64, format: DocumentFormat, readerVersion: Int, transcript: Transcript) {
        self.document = document
        self.format = format
        self.readerVersion = readerVersion
        self.transcript = transcript
    }

    package static let sql = """
        with document as (
            update fieldwork_store.documents set status = 'processed', format = $2, problem = null, problem_detail = null
            where id = $1 and status in ('received', 'failed')
            returning id, study_id
        )
        insert into fieldwork_store.transcripts (document_id, study_id, text, text_sha256, reader_version, turns, segments, notices)
        select id, study_id, $3, sha256(convert_to($3, 'UTF8')), $4, $5, $6, $7 from document
        on conflict on constraint transcript_once do nothing
        """

    package func bind(to parameters: inout PostgresParameters) {
        parameters.append(document)
        parameters.append(format.rawValue)
        parameters.append(transcript.text.string)
        parameters.append(Int32(clamping: readerVersion))
        parameters.append(PostgresJSON(StoredJSON.encode(transcript.turns.map(StoredTurn.init))))
        parameters.append(transcript.segments.flatMap { [Int32($0.turn), Int32($0.range.start), Int32($0.range.end)] })
        parameters.append(PostgresJSON(StoredJSON.encode(transcript.notices)))
    }
}

/// Queues the coding of a document whose text has just been kept; nothing when it was cancelled meanwhile.
package struct QueueCoding: PostgresStatement {
    let document: Int64
    let traceContext: String?

    package init(document: Int64, traceContext: String?) {
        self.document = document
        self.traceContext = traceContext
    }

    package static let sql = "select fieldwork_store.queue_coding($1, $2)"

    package func bind(to parameters: inout PostgresParameters) {
        parameters.append(document)
        parameters.append(traceContext)
    }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64? { try row.next() }
}

/// Locks a document, so that what is written about it is written by one after the other.
package struct LockDocument: PostgresStatement {
    let document: Int64

    package init(document: Int64) { self.document = document }

    package static let sql = "select d.id from fieldwork_store.documents d where d.id = $1 for update"

    package func bind(to parameters: inout PostgresParameters) { parameters.append(document) }
    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}

/// Marks a document refused, with the reason; nothing when it was cancelled meanwhile.
package struct RefuseDocument: PostgresStatement {
    let document: Int64
    let problem: DocumentProblem

    package init(document: Int64, problem: DocumentProblem) {
        self.document = document
        self.problem = problem
    }

    package static let sql = """
        update fieldwork_store.documents set status = 'refused', problem = $2, problem_detail = $3
        where id = $1 and status in ('received', 'failed')
        """

    package func bind(to parameters: inout PostgresParameters) {
        parameters.append(document)
        parameters.append(problem.code)
        parameters.append(PostgresJSON(StoredJSON.encode(StoredProblem(problem))))
    }
}

/// Marks a document failed: the job that dealt with it was given up. Nothing when it was cancelled meanwhile.
package struct FailDocument: PostgresStatement {
    let document: Int64
    let study: Int64
    let reason: String

    /// - Parameter reason: the code the job was discarded with.
    package init(document: Int64, study: Int64, reason: String) {
        self.document = document
        self.study = study
        self.reason = reason
    }

    package static let sql = """
        update fieldwork_store.documents
        set status = 'failed', problem = 'document.failed', problem_detail = jsonb_build_object('reason', $3::text)
        where id = $1 and study_id = $2 and status in ('received', 'processed')
        """

    package func bind(to parameters: inout PostgresParameters) {
        parameters.append(document)
        parameters.append(study)
        parameters.append(reason)
    }
}

/// A refusal's particulars, and what to tell the uploader.
private struct StoredProblem: Encodable {
    let particulars: DocumentProblem
    let zh: String
    let en: String

    init(_ problem: DocumentProblem) {
        particulars = problem
        zh = problem.message.zh + problem.advice.zh
        en = problem.message.en + " " + problem.advice.en
    }
}

/// A transcript as kept, with what a manifest says of it.
package struct StoredTranscript: Sendable {
    package let id: Int64
    package let documentID: Int64
    package let documentStatus: String
    /// SHA-256 of the uploaded bytes and of the canonical text, lower-case hex.
    package let documentSHA256: String
    package let textSHA256: String
    package let readerVersion: Int
    package let transcript: Transcript
}

/// Reads the newest transcript of a document; only in the study the job is for.
package struct LoadTranscript: PostgresStatement {
    package let document: Int64
    package let study: Int64

    package init(document: Int64, study: Int64) {
        self.document = document
        self.study = study
    }

    package static let sql = """
        select t.id, d.id, d.status, encode(d.sha256, 'hex'), encode(t.text_sha256, 'hex'), t.reader_version,
            t.text, t.turns::text, t.segments, t.notices::text
        from fieldwork_store.transcripts t join fieldwork_store.documents d on d.id = t.document_id
        where d.id = $1 and d.study_id = $2
        order by t.reader_version desc
        limit 1
        """

    package func bind(to parameters: inout PostgresParameters) {
        parameters.append(document)
        parameters.append(study)
    }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> StoredTranscript {
        let id: Int64 = try row.next()
        let documentID: Int64 = try row.next()
        let status: String = try row.next()
        let documentSHA256: String = try row.next()
        let textSHA256: String = try row.next()
        let readerVersion: Int32 = try row.next()
        let text: String = try row.next()
        let turns: String = try row.next()
        let segments: [Int32] = try row.next()
        let notices: String = try row.next()
        guard let storedTurns = StoredJSON.decode([StoredTurn].self, turns),
            let notices = StoredJSON.decode([Notice].self, notices)
        else { throw PostgresError(.decoding, statement: name, reason: "the division of the text is not readable") }
        let transcript = Transcript(
            text: CanonicalText(canonical: Array(text.utf8)),
            turns: storedTurns.enumerated().map { index, turn in turn.turn(index: index) },
            segments: stride(from: 0, to: segments.count - 2, by: 3).map { start in
                Segment(
                    index: start / 3, turn: Int(segments[start]),
                    range: TextRange(Int(segments[start + 1]), Int(segments[start + 2])))
            },
            notices: notices)
        return StoredTranscript(
            id: id, documentID: documentID, documentStatus: status, documentSHA256: documentSHA256,
            textSHA256: textSHA256, readerVersion: Int(readerVersion), transcript: transcript)
    }
}
