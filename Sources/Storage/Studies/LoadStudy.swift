import Foundation
package import Postgres
import SourceFiles
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

/// A codebook that a study is coded by.
package struct StudyCodebook: Sendable, Hashable {
    package let id: Int64
    /// Lower-case hex; what a cache may go by.
    package let sha256: String
    /// YAML; nil for one that the reader knows.
    package let source: String?
}

/// Reads the codebooks of a study, in its order. Sources are long, so those known already stay in the database.
package struct LoadCodebooks: PostgresStatement {
    package let study: Int64
    /// Hashes of the sources that are not to be read.
    package let known: [String]

    package init(study: Int64, known: [String]) {
        self.study = study
        self.known = known
    }

    package static let sql = """
        select b.id, b.sha256, case when b.sha256 <> all ($2) then b.source end
        from fieldwork_store.study_codebooks s join fieldwork_store.codebooks b on b.id = s.codebook_id
        where s.study_id = $1 order by s.ordinal
        """

    package func bind(to parameters: inout PostgresParameters) {
        parameters.append(study)
        parameters.append(known)
    }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> StudyCodebook {
        StudyCodebook(id: try row.next(), sha256: try row.next(), source: try row.next())
    }
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

/// The roles of a study, `{"L": {"zh": …, "en": …}}`, by letter.
struct RoleNames {
    let texts: [String: LocalizedText]

    /// The names that labels are read with.
    var byLetter: [String: String] { texts.mapValues(\.en) }

    init(json: String) {
        let roles = (try? JSONDecoder().decode([String: [String: String]].self, from: Data(json.utf8))) ?? [:]
        texts = roles.mapValues { LocalizedText(zh: $0["zh"] ?? "", en: $0["en"] ?? "") }
    }
}
