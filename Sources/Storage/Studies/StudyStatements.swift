package import Postgres
package import SourceFiles
package import Transcripts

/// A study as it stands: its words, its letters, what it is coded by, and whom it is about.
package struct StudyOutline: Sendable, Hashable {
    package let id: Int64
    package let code: String
    package let title: LocalizedText
    package let timeZone: String
    package let codes: StudyCodes
    /// The name of each role letter.
    package let roles: [String: LocalizedText]
    /// Names, in the study's order.
    package let codebooks: [String]
    package let ruleSet: String
    /// Codes, ascending; a participant's without title.
    package let clusters: [ClusterCode]
    package let participants: [ParticipantCode]
}

/// Reads the outline of a study by its code; no row where there is none, or none the caller may see.
package struct FindStudy: PostgresStatement {
    let code: String
    package init(code: String) { self.code = code }

    package static let sql = """
        select s.id, s.code, s.title_zh, s.title_en, s.time_zone, s.regions, s.roles::text, r.name,
            array(select b.name from fieldwork_store.study_codebooks u
                      join fieldwork_store.codebooks b on b.id = u.codebook_id
                  where u.study_id = s.id order by u.ordinal),
            array(select c.code from fieldwork_store.clusters c where c.study_id = s.id),
            array(select p.code from fieldwork_store.participants p where p.study_id = s.id)
        from fieldwork_store.studies s join fieldwork_store.rule_sets r on r.id = s.rule_set_id
        where s.code = $1
        """

    package func bind(to parameters: inout PostgresParameters) { parameters.append(code) }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> StudyOutline {
        let id: Int64 = try row.next()
        let code: String = try row.next()
        let title = LocalizedText(zh: try row.next(), en: try row.next())
        let timeZone: String = try row.next()
        let regions: [String] = try row.next()
        let roles = RoleNames(json: try row.next())
        let ruleSet: String = try row.next()
        let codebooks: [String] = try row.next()
        let clusters: [String] = try row.next()
        let participants: [String] = try row.next()
        return StudyOutline(
            id: id, code: code, title: title, timeZone: timeZone,
            codes: StudyCodes(regions: Set(regions), roles: roles.byLetter), roles: roles.texts, codebooks: codebooks,
            ruleSet: ruleSet,
            clusters: try clusters.map { code throws(PostgresError) in try ClusterCode(stored: code) }.sorted(),
            participants: try participants.map { code throws(PostgresError) in try ParticipantCode(stored: code) }.sorted())
    }
}

/// Creates a study and lets the caller's login see it; returns its id.
package struct CreateStudy: PostgresStatement {
    let code: String
    let title: LocalizedText
    let timeZone: String
    let regions: [String]
    /// The name of each role letter.
    let roles: [String: LocalizedText]
    let codebooks: [String]
    let ruleSet: String

    package init(
        code: String, title: LocalizedText, timeZone: String, regions: [String], roles: [String: LocalizedText],
        codebooks: [String], ruleSet: String
    ) {
        self.code = code
        self.title = title
        self.timeZone = timeZone
        self.regions = regions
        self.roles = roles
        self.codebooks = codebooks
        self.ruleSet = ruleSet
    }

    package static let sql = "select fieldwork.create_study_v1($1, $2, $3, $4, $5::jsonb, $6, $7, $8)"

    package func bind(to parameters: inout PostgresParameters) {
        parameters.append(code)
        parameters.append(title.zh)
        parameters.append(title.en)
        parameters.append(regions)
        parameters.append(PostgresJSON(StoredJSON.encode(roles)))
        parameters.append(codebooks)
        parameters.append(ruleSet)
        parameters.append(timeZone)
    }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}

/// Creates a cluster, or corrects its members and commodity where they are given; returns its id.
package struct CreateCluster: PostgresStatement {
    let study: String
    let code: ClusterCode
    let members: Int?
    let commodity: LocalizedText?

    package init(study: String, code: ClusterCode, members: Int? = nil, commodity: LocalizedText? = nil) {
        self.study = study
        self.code = code
        self.members = members
        self.commodity = commodity
    }

    package static let sql = "select fieldwork.create_cluster_v1($1, $2, $3, $4, $5)"

    package func bind(to parameters: inout PostgresParameters) {
        parameters.append(study)
        parameters.append(code.description)
        parameters.append(members.map { Int32(clamping: $0) })
        parameters.append(commodity?.zh)
        parameters.append(commodity?.en)
    }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}

/// Creates a participant, or gives one a title; returns its id.
package struct CreateParticipant: PostgresStatement {
    let study: String
    let participant: IdentificationLabel

    package init(study: String, participant: IdentificationLabel) {
        self.study = study
        self.participant = participant
    }

    package static let sql = "select fieldwork.create_participant_v1($1, $2, $3)"

    package func bind(to parameters: inout PostgresParameters) {
        parameters.append(study)
        parameters.append(participant.participant.description)
        parameters.append(participant.title?.rawValue)
    }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}
