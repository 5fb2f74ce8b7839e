package import Postgres
package import Transcripts

/// Takes a document in and queues its processing, or finds the same document already there.
package struct SubmitDocument: PostgresStatement {
    package struct Receipt: Sendable, Hashable {
        package let document: Int64
        package let isNew: Bool
        package let status: String
    }

    let study: String
    let cluster: ClusterCode
    let participant: ParticipantCode?
    let type: DocumentType
    let fileName: String
    let content: [UInt8]

    package init(
        study: String, cluster: ClusterCode, participant: ParticipantCode?, type: DocumentType, fileName: String,
        content: [UInt8]
    ) {
        self.study = study
        self.cluster = cluster
        self.participant = participant
        self.type = type
        self.fileName = fileName
        self.content = content
    }

    package static let sql = """
        select document_id, is_new, status from fieldwork.submit_document_v1($1, $2, $3, $4, $5, $6)
        """

    package func bind(to parameters: inout PostgresParameters) {
        parameters.append(study)
        parameters.append(cluster.description)
        parameters.append(type.rawValue)
        parameters.append(fileName)
        parameters.append(content)
        parameters.append(participant?.description)
    }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Receipt {
        let document: Int64 = try row.next()
        let isNew: Bool = try row.next()
        let status: String = try row.next()
        return Receipt(document: document, isNew: isNew, status: status)
    }
}

/// Reads how many bytes a document may have.
package struct LoadDocumentSizeLimit: PostgresStatement {
    package init() {}
    package static let sql = "select max_document_bytes from fieldwork.limits_v1()"
    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}
