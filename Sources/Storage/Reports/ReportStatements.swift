package import Clusters
package import Coding
package import Postgres
package import SourceFiles
package import Transcripts

/// What a report says of a study as a whole.
package struct ReportedStudy: Sendable {
    package let id: Int64
    package let title: LocalizedText
    package let ruleSet: KeptFile
    /// When the newest result was made, in the study's time zone.
    package let preparedAt: String
}

/// Finds a study by its code.
package struct LoadReportedStudy: PostgresStatement {
    package let code: String
    package init(code: String) { self.code = code }

    package static let sql = """
        select s.id, s.title_zh, s.title_en, r.id, r.sha256, r.source,
            coalesce((
                select to_char(max(k.created_at) at time zone s.time_zone, 'YYYY-MM-DD HH24:MI ') || s.time_zone
                from fieldwork_store.classifications k where k.study_id = s.id and k.is_current), '')
        from fieldwork_store.studies s join fieldwork_store.rule_sets r on r.id = s.rule_set_id
        where s.code = $1
        """

    package func bind(to parameters: inout PostgresParameters) { parameters.append(code) }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> ReportedStudy {
        let id: Int64 = try row.next()
        let zh: String = try row.next()
        let en: String = try row.next()
        let ruleSet = try KeptFile(&row)
        return ReportedStudy(id: id, title: LocalizedText(zh: zh, en: en), ruleSet: ruleSet, preparedAt: try row.next())
    }
}

/// A cluster with its current classification.
package struct ReportedCluster: Sendable {
    package let id: Int64
    package let code: ClusterCode
    package let members: Int?
    package let commodity: LocalizedText?
    package let assessment: Assessment
}

/// Reads the classified clusters of a study, by code.
package struct LoadReportedClusters: PostgresStatement {
    package let study: Int64
    package init(study: Int64) { self.study = study }

    package static let sql = """
        select c.id, c.code, c.members, c.commodity_zh, c.commodity_en, k.assessment::text
        from fieldwork_store.clusters c
            join fieldwork_store.classifications k on k.cluster_id = c.id and k.is_current
        where c.study_id = $1
        order by left(c.code, 1), substr(c.code, 2)::integer
        """

    package func bind(to parameters: inout PostgresParameters) { parameters.append(study) }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> ReportedCluster {
        let id: Int64 = try row.next()
        let code: String = try row.next()
        let members: Int32? = try row.next()
        let zh: String? = try row.next()
        let en: String? = try row.next()
        let assessment: String = try row.next()
        guard let assessment = StoredJSON.decode(Assessment.self, assessment) else {
            throw PostgresError(
                .decoding, statement: name, reason: "a classification is not readable by this version; recode the cluster")
        }
        let commodity = zh.flatMap { zh in en.map { LocalizedText(zh: zh, en: $0) } }
        return ReportedCluster(
            id: id, code: try ClusterCode(stored: code), members: members.map(Int.init), commodity: commodity,
            assessment: assessment)
    }
}

/// A suggestion in its document.
package struct ReportedPassage: Sendable {
    package let documentID: Int64
    package let documentType: DocumentType
    package let cluster: ClusterCode
    package let documentParticipant: ParticipantCode?
    package let codebook: String
    package let codebookVersion: Int
    package let codebookSHA256: String
    package let coder: String
    package let coderVersion: Int
    package let code: LocalizedText
    package let quotation: String
    package let participant: ParticipantCode?
    package let flags: Set<Flag>
    package let isCertified: Bool
}

/// Reads the suggestions of a study in the order of documents and of their text; rejected ones are left out.
package struct LoadReportedPassages: PostgresStatement {
    package let study: Int64
    package init(study: Int64) { self.study = study }

    package static let sql = """
        select d.id, d.type, cl.code, p.code, b.name, b.version, b.sha256, r.coder, r.coder_version, c.name_zh, c.name_en, s.quotation,
            s.participant_code, s.flags, s.status in ('accepted', 'modified')
        from fieldwork_store.documents d
            join fieldwork_store.clusters cl on cl.id = d.cluster_id
            left join fieldwork_store.participants p on p.id = d.participant_id
            join fieldwork_store.transcripts t on t.document_id = d.id
            join fieldwork_store.coding_runs r on r.transcript_id = t.id and r.is_current
            join fieldwork_store.codebooks b on b.id = r.codebook_id
            join fieldwork_store.suggestions s on s.run_id = r.id and s.status <> 'rejected'
            left join lateral (
                select v.code from fieldwork_store.reviews v
                where v.suggestion_id = s.id and s.status = 'modified' order by v.id desc limit 1
            ) changed on true
            join fieldwork_store.codes c on c.codebook_id = r.codebook_id and c.code = coalesce(changed.code, s.code)
        where d.study_id = $1 and d.status = 'coded'
        order by left(cl.code, 1), substr(cl.code, 2)::integer, d.type, encode(d.sha256, 'hex'), s.segment, b.name, c.ordinal
        """

    package func bind(to parameters: inout PostgresParameters) { parameters.append(study) }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> ReportedPassage {
        let documentID: Int64 = try row.next()
        let type: String = try row.next()
        let cluster: String = try row.next()
        let documentParticipant: String? = try row.next()
        let codebook: String = try row.next()
        let codebookVersion: Int32 = try row.next()
        let codebookSHA256: String = try row.next()
        let coder: String = try row.next()
        let coderVersion: Int32 = try row.next()
        let zh: String = try row.next()
        let en: String = try row.next()
        let quotation: String = try row.next()
        let participant: String? = try row.next()
        let flags: [String] = try row.next()
        let isCertified: Bool = try row.next()
        guard let documentType = DocumentType(rawValue: type) else {
            throw PostgresError(
                .decoding, statement: name, reason: "the document's type is not one this program knows; upgrade it")
        }
        return ReportedPassage(
            documentID: documentID, documentType: documentType, cluster: try ClusterCode(stored: cluster),
            documentParticipant: try documentParticipant.map { code throws(PostgresError) in try ParticipantCode(stored: code) },
            codebook: codebook, codebookVersion: Int(codebookVersion), codebookSHA256: codebookSHA256, coder: coder,
            coderVersion: Int(coderVersion), code: LocalizedText(zh: zh, en: en), quotation: quotation,
            participant: try participant.map { code throws(PostgresError) in try ParticipantCode(stored: code) },
            flags: Set(flags.compactMap(Flag.init(rawValue:))), isCertified: isCertified)
    }
}
