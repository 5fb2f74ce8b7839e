package import Clusters
package import Codebooks
package import Postgres
import SourceFiles

/// Keeps a codebook as its authors wrote it, with its codes as rows. True if it is new; false, and nothing done, where these
/// very bytes are kept already.
package struct SaveCodebook: PostgresStatement {
    let codebook: Codebook
    let source: String

    /// - Parameter source: the YAML the codebook was read from, to the byte.
    package init(_ codebook: Codebook, source: String) {
        self.codebook = codebook
        self.source = source
    }

    package static let sql = """
        with book as (
            insert into fieldwork_store.codebooks (name, version, sha256, title_zh, title_en, source)
            values ($1, $2, $3, $4, $5, $6)
            on conflict on constraint codebook_once do nothing
            returning id
        ), codes as (
            insert into fieldwork_store.codes
                (codebook_id, code, ordinal, parent, name_zh, name_en, duality, indicator, anchor, subject)
            select book.id, c.code, c.ordinal, c.parent, c.name_zh, c.name_en, c.duality, c.indicator, c.anchor, c.subject
            from book, jsonb_to_recordset($7) as c (
                code text, ordinal integer, parent text, name_zh text, name_en text, duality text, indicator text, anchor smallint,
                subject text)
        )
        select exists (select from book)
        """

    package func bind(to parameters: inout PostgresParameters) {
        parameters.append(
            file: codebook.name, version: codebook.version, sha256: codebook.sha256, title: codebook.title, source: source)
        parameters.append(PostgresJSON(StoredJSON.encode(codebook.codes.enumerated().map(CodeRow.init))))
    }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Bool { try row.next() }
}

/// A code as ``SaveCodebook`` sends it.
private struct CodeRow: Encodable {
    let code: String
    let ordinal: Int
    let parent: String?
    let name_zh: String
    let name_en: String
    let duality: String?
    let indicator: String?
    let anchor: Int?
    let subject: String?

    init(ordinal: Int, code: Code) {
        self.code = code.id
        self.ordinal = ordinal
        parent = code.parent
        name_zh = code.name.zh
        name_en = code.name.en
        duality = code.pole?.duality
        indicator = code.anchor?.indicator
        anchor = code.anchor?.value
        subject = code.anchor?.subject.rawValue
    }
}

/// Keeps a rule set as its authors wrote it. True if it is new; false where these very bytes are kept already.
package struct SaveRuleSet: PostgresStatement {
    let ruleSet: RuleSet
    let source: String

    /// - Parameter source: the YAML the rule set was read from, to the byte.
    package init(_ ruleSet: RuleSet, source: String) {
        self.ruleSet = ruleSet
        self.source = source
    }

    package static let sql = """
        with kept as (
            insert into fieldwork_store.rule_sets (name, version, sha256, title_zh, title_en, source)
            values ($1, $2, $3, $4, $5, $6)
            on conflict on constraint rule_set_once do nothing
            returning id
        )
        select exists (select from kept)
        """

    package func bind(to parameters: inout PostgresParameters) {
        parameters.append(
            file: ruleSet.name, version: ruleSet.version, sha256: ruleSet.sha256, title: ruleSet.title, source: source)
    }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Bool { try row.next() }
}

extension PostgresParameters {
    /// What the tables of codebooks and of rule sets have of a file, in the order of their columns.
    fileprivate mutating func append(file name: String, version: Int, sha256: String, title: LocalizedText, source: String) {
        append(name)
        append(Int32(clamping: version))
        append(sha256)
        append(title.zh)
        append(title.en)
        append(source)
    }
}

/// Has a study coded by this codebook from now on: in the place of another version of it, or after the study's others.
package struct UseCodebook: PostgresStatement {
    let study: String
    let codebook: String
    let sha256: String

    package init(study: String, name: String, sha256: String) {
        self.study = study
        codebook = name
        self.sha256 = sha256
    }

    package static let sql = """
        insert into fieldwork_store.study_codebooks as u (study_id, ordinal, codebook_id)
        select s.id,
            coalesce(
                (select min(o.ordinal) from fieldwork_store.study_codebooks o
                     join fieldwork_store.codebooks old on old.id = o.codebook_id
                 where o.study_id = s.id and old.name = $2),
                (select max(o.ordinal) + 1 from fieldwork_store.study_codebooks o where o.study_id = s.id), 1),
            b.id
        from fieldwork_store.studies s, fieldwork_store.codebooks b
        where s.code = $1 and b.name = $2 and b.sha256 = $3
        order by b.id desc
        limit 1
        on conflict (study_id, ordinal) do update set codebook_id = excluded.codebook_id
        """

    package func bind(to parameters: inout PostgresParameters) {
        parameters.append(study)
        parameters.append(codebook)
        parameters.append(sha256)
    }
}

/// The digests under which a version of a codebook is kept.
package struct FindCodebookDigests: PostgresStatement {
    let codebook: String
    let version: Int

    package init(name: String, version: Int) {
        codebook = name
        self.version = version
    }

    package static let sql = "select sha256 from fieldwork_store.codebooks where name = $1 and version = $2 order by id"

    package func bind(to parameters: inout PostgresParameters) {
        parameters.append(codebook)
        parameters.append(Int32(clamping: version))
    }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
}
