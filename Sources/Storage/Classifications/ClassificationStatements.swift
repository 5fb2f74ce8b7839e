package import Clusters
import Codebooks
import Coding
package import Postgres
package import Transcripts

/// Reads the fingerprint of a cluster's evidence, and the cluster's code.
package struct LoadCluster: PostgresStatement {
    package struct Cluster: Sendable {
        package let code: ClusterCode
        package let fingerprint: String
    }

    package let cluster: Int64
    package let study: Int64

    package init(cluster: Int64, study: Int64) {
        self.cluster = cluster
        self.study = study
    }

    package static let sql = """
        select code, fieldwork_store.evidence_fingerprint(id) from fieldwork_store.clusters where id = $1 and study_id = $2
        """

    package func bind(to parameters: inout PostgresParameters) {
        parameters.append(cluster)
        parameters.append(study)
    }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Cluster {
        let code: String = try row.next()
        let fingerprint: String = try row.next()
        return Cluster(code: try ClusterCode(stored: code), fingerprint: fingerprint)
    }
}

/// Reads all evidence about a cluster: the codings that stand, under their codes' anchors. A rejected suggestion is none; one
/// that was modified counts for the code it was given.
package struct LoadEvidence: PostgresStatement {
    package let cluster: Int64
    package init(cluster: Int64) { self.cluster = cluster }

    package static let sql = """
        select s.id, c.indicator, c.anchor, c.subject, d.type, s.flags, s.status in ('accepted', 'modified'), s.quotation,
            s.participant_code
        from fieldwork_store.documents d
            join fieldwork_store.transcripts t on t.document_id = d.id
            join fieldwork_store.coding_runs r on r.transcript_id = t.id and r.is_current
            join fieldwork_store.suggestions s on s.run_id = r.id and s.status <> 'rejected'
            left join lateral (
                select v.code from fieldwork_store.reviews v
                where v.suggestion_id = s.id and s.status = 'modified' order by v.id desc limit 1
            ) changed on true
            join fieldwork_store.codes c on c.codebook_id = r.codebook_id and c.code = coalesce(changed.code, s.code)
        where d.cluster_id = $1 and d.status = 'coded' and c.indicator is not null
        order by d.type, encode(d.sha256, 'hex'), s.segment, c.ordinal, c.code, s.id
        """

    package func bind(to parameters: inout PostgresParameters) { parameters.append(cluster) }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Evidence {
        let id: Int64 = try row.next()
        let indicator: String = try row.next()
        let anchor: Int16 = try row.next()
        let subject: String = try row.next()
        let type: String = try row.next()
        let flags: [String] = try row.next()
        let isCertified: Bool = try row.next()
        let quotation: String = try row.next()
        let participant: String? = try row.next()
        guard let subject = EvidenceSubject(rawValue: subject), let type = DocumentType(rawValue: type) else {
            throw PostgresError(.decoding, statement: name, reason: "evidence of a kind this program does not know; upgrade it")
        }
        return Evidence(
            id: id, anchor: IndicatorAnchor(indicator: indicator, value: Int(anchor), subject: subject),
            evidenceType: type.evidenceType, documentType: type, flags: Set(flags.compactMap(Flag.init(rawValue:))),
            standing: isCertified ? .certified : .suggested, quotation: quotation,
            participant: try participant.map { code throws(PostgresError) in try ParticipantCode(stored: code) })
    }
}

/// Reads the experts' ratings of a cluster.
package struct LoadRatings: PostgresStatement {
    package let cluster: Int64
    package init(cluster: Int64) { self.cluster = cluster }

    package static let sql = """
        select e.rater, c.code, e.pattern
        from fieldwork_store.expert_ratings e join fieldwork_store.clusters c on c.id = e.cluster_id
        where e.cluster_id = $1 order by e.rater
        """

    package func bind(to parameters: inout PostgresParameters) { parameters.append(cluster) }

    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> ExpertRating {
        let rater: String = try row.next()
        let code: String = try row.next()
        let pattern: String = try row.next()
        guard let pattern = Pattern(rawValue: pattern) else {
            throw PostgresError(.decoding, statement: name, reason: "a pattern this program does not know; upgrade it")
        }
        return ExpertRating(rater: rater, cluster: try ClusterCode(stored: code), pattern: pattern)
    }
}

/// What a classification depends on besides its evidence.
package struct ClassificationManifest: Sendable, Hashable, Codable {
    package let ruleSet: String
    package let ruleSetVersion: Int
    package let ruleSetSHA256: String
    /// Of the evidence as it was read.
    package let evidenceFingerprint: String

    package init(ruleSet: String, ruleSetVersion: Int, ruleSetSHA256: String, evidenceFingerprint: String) {
        self.ruleSet = ruleSet
        self.ruleSetVersion = ruleSetVersion
        self.ruleSetSHA256 = ruleSetSHA256
        self.evidenceFingerprint = evidenceFingerprint
    }
}

/// Keeps a classification in place of the current one. Nothing when the evidence has changed since it was read (the change has
/// queued another), or when the current classification says the same.
package struct SaveClassification: PostgresStatement {
    let cluster: Int64
    let ruleSet: Int64
    let assessment: Assessment
    let manifest: ClassificationManifest
    let job: Int64

    package init(cluster: Int64, ruleSet: Int64, assessment: Assessment, manifest: ClassificationManifest, job: Int64) {
        self.cluster = cluster
        self.ruleSet = ruleSet
        self.assessment = assessment
        self.manifest = manifest
        self.job = job
    }

    package static let sql = "select fieldwork_store.save_classification($1, $2, $3, $4, $5, $6, $7::jsonb, $8::jsonb, $9)"

    package func bind(to parameters: inout PostgresParameters) {
        parameters.append(cluster)
        parameters.append(ruleSet)
        parameters.append(assessment.outcome.rawValue)
        parameters.append(assessment.basis.rawValue)
        parameters.append(assessment.ability.value)
        parameters.append(assessment.trigger.value)
        parameters.append(PostgresJSON(StoredJSON.encode(assessment)))
        parameters.append(PostgresJSON(StoredJSON.encode(manifest)))
        parameters.append(job)
    }
    package static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Bool { try row.next() }
}
