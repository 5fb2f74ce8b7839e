package import Clusters
package import Postgres
package import SourceFiles
package import Transcripts

/// A study in a list.
package struct StudyLine: Sendable, Hashable {
    package let code: String
    package let title: LocalizedText
    package let timeZone: String
    /// `name version`, in the study's order.
    package let codebooks: [String]
    package let ruleSet: String
    package let clusters: Int64
    package let participants: Int64
    package let documents: Int64
    package let createdAt: PostgresTimestamp
}

/// Lists the studies by code.
package struct ListStudies: PostgresStatement {
    package init() {}

    package static let sql = """
        select s.code, s.title_zh, s.title_en, s.time_zone,
            array(select b.name || ' ' || b.version from fieldwork_store.study_codebooks u
                      join fieldwork_store.codebooks b on b.id = u.codebook_id
                  where u.study_id = s.id order by u.ordinal),
            r.name || ' ' || r.version,
            (select count(*) from fieldwork_store.clusters c where c.study_id = s.id),
            (select count(*) from fieldwork_store.participants p where p.study_id = s.id),
            (select count(*) from fieldwork_store.documents d where d.study_id = s.id), s.created_at
        from fieldwork_store.studies s join fieldwork_store.rule_sets r on r.id = s.rule_set_id
        order by s.code
        """

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> StudyLine {
        let code: String = try row.next()
        let zh: String = try row.next()
        let en: String = try row.next()
        let timeZone: String = try row.next()
        let codebooks: [String] = try row.next()
        let ruleSet: String = try row.next()
        let clusters: Int64 = try row.next()
        let participants: Int64 = try row.next()
        let documents: Int64 = try row.next()
        let createdAt: PostgresTimestamp = try row.next()
        return StudyLine(
            code: code, title: LocalizedText(zh: zh, en: en), timeZone: timeZone, codebooks: codebooks, ruleSet: ruleSet,
            clusters: clusters, participants: participants, documents: documents, createdAt: createdAt)
    }
}

/// A cluster in a list, with where it stands where it is classified.
package struct ClusterLine: Sendable {
    package let id: Int64
    package let code: ClusterCode
    package let members: Int?
    package let commodity: LocalizedText?
    package let documents: Int64
    package let assessment: Assessment?
    package let classifiedAt: PostgresTimestamp?
}

/// Lists the clusters of a study by code; one only where its code is given.
package struct ListClusters: PostgresStatement {
    let study: Int64
    let code: ClusterCode?

    package init(study: Int64, code: ClusterCode? = nil) {
        self.study = study
        self.code = code
    }

    package static let sql = """
        select c.id, c.code, c.members, c.commodity_zh, c.commodity_en,
            (select count(*) from fieldwork_store.documents d where d.cluster_id = c.id), k.assessment::text, k.created_at
        from fieldwork_store.clusters c
            left join fieldwork_store.classifications k on k.cluster_id = c.id and k.is_current
        where c.study_id = $1 and ($2::text is null or c.code = $2)
        order by left(c.code, 1), substr(c.code, 2)::integer
        """

    package func bind(to parameters: inout PostgresParameters) {
        parameters.append(study)
        parameters.append(code?.description)
    }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> ClusterLine {
        let id: Int64 = try row.next()
        let code: String = try row.next()
        let members: Int32? = try row.next()
        let zh: String? = try row.next()
        let en: String? = try row.next()
        let documents: Int64 = try row.next()
        let stored: String? = try row.next()
        let classifiedAt: PostgresTimestamp? = try row.next()
        let assessment = stored.flatMap { StoredJSON.decode(Assessment.self, $0) }
        if stored != nil, assessment == nil {
            throw PostgresError(
                .decoding, statement: name, reason: "a classification is not readable by this version; recode the cluster")
        }
        return ClusterLine(
            id: id, code: try ClusterCode(stored: code), members: members.map(Int.init),
            commodity: zh.flatMap { zh in en.map { LocalizedText(zh: zh, en: $0) } }, documents: documents,
            assessment: assessment, classifiedAt: classifiedAt)
    }
}

/// A codebook or rule set in a list.
package struct KeptFileLine: Sendable, Hashable {
    package let name: String
    package let version: Int
    package let title: LocalizedText
    /// Lower-case hex.
    package let sha256: String
    /// How many codes it has.
    package let codes: Int64
    /// Codes of the studies that use it, ascending.
    package let studies: [String]
    package let addedAt: PostgresTimestamp
}

/// Lists the codebooks by name, the newest of each first.
package struct ListCodebooks: PostgresStatement {
    package init() {}

    package static let sql = """
        select b.name, b.version, b.title_zh, b.title_en, b.sha256,
            (select count(*) from fieldwork_store.codes c where c.codebook_id = b.id),
            array(select s.code from fieldwork_store.study_codebooks u join fieldwork_store.studies s on s.id = u.study_id
                  where u.codebook_id = b.id order by s.code),
            b.added_at
        from fieldwork_store.codebooks b
        order by b.name, b.version desc, b.id desc
        """

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> KeptFileLine {
        let name: String = try row.next()
        let version: Int32 = try row.next()
        let zh: String = try row.next()
        let en: String = try row.next()
        let sha256: String = try row.next()
        let codes: Int64 = try row.next()
        let studies: [String] = try row.next()
        let addedAt: PostgresTimestamp = try row.next()
        return KeptFileLine(
            name: name, version: Int(version), title: LocalizedText(zh: zh, en: en), sha256: sha256, codes: codes,
            studies: studies, addedAt: addedAt)
    }
}

/// Reads the newest codebook of a name, or one version of it.
package struct FindCodebook: PostgresStatement {
    let codebook: String
    let version: Int?

    package init(name: String, version: Int? = nil) {
        codebook = name
        self.version = version
    }

    package static let sql = """
        select id, sha256, source from fieldwork_store.codebooks
        where name = $1 and ($2::integer is null or version = $2)
        order by version desc, id desc
        limit 1
        """

    package func bind(to parameters: inout PostgresParameters) {
        parameters.append(codebook)
        parameters.append(version.map { Int32(clamping: $0) })
    }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> KeptFile { try KeptFile(&row) }
}
