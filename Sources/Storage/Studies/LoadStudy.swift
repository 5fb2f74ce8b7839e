import Foundation
package import Postgres
package import Transcripts

/// Reads a study's letters.
package struct LoadStudyCodes: PostgresStatement {
    package let study: Int64
    package init(study: Int64) { self.study = study }

    package static let sql = "select regions, roles::text from fieldwork_store.studies where id = $1"

    package func bind(to parameters: inout PostgresParameters) { parameters.append(study) }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> StudyCodes {
        let regions: [String] = try row.next()
        let roles: String = try row.next()
        return StudyCodes(regions: Set(regions), roles: RoleNames(json: roles).byLetter)
    }
}

/// Reads the codebooks of a study, in its order.
package struct LoadCodebooks: PostgresStatement {
    package let study: Int64
    package init(study: Int64) { self.study = study }

    package static let sql = """
        select b.id, b.sha256, b.source
        from fieldwork_store.study_codebooks s join fieldwork_store.codebooks b on b.id = s.codebook_id
        where s.study_id = $1 order by s.ordinal
        """

    package func bind(to parameters: inout PostgresParameters) { parameters.append(study) }
    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> KeptFile { try KeptFile(&row) }
}

/// Reads the rule set of a study.
package struct LoadRuleSet: PostgresStatement {
    package let study: Int64
    package init(study: Int64) { self.study = study }

    package static let sql = """
        select r.id, r.sha256, r.source
        from fieldwork_store.studies s join fieldwork_store.rule_sets r on r.id = s.rule_set_id where s.id = $1
        """

    package func bind(to parameters: inout PostgresParameters) { parameters.append(study) }
    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> KeptFile { try KeptFile(&row) }
}

extension KeptFile {
    init(_ row: inout PostgresRow) throws(PostgresError) {
        id = try row.next()
        sha256 = try row.next()
        source = try row.next()
    }
}

/// The roles of a study, `{"L": {"zh": …, "en": …}}`, as the name per letter that labels are read with.
struct RoleNames {
    let byLetter: [String: String]

    init(json: String) {
        let roles = (try? JSONDecoder().decode([String: [String: String]].self, from: Data(json.utf8))) ?? [:]
        byLetter = roles.mapValues { $0["en"] ?? "" }
    }
}
