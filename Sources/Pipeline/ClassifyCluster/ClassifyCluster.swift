import Clusters
package import Jobs
import Postgres
import Storage

/// `classify_cluster`: all evidence about a cluster, weighed by the study's rule set. Queued by whatever changes the
/// evidence, one at a time per cluster.
package struct ClassifyCluster: JobHandler {
    package struct Arguments: Codable, Sendable {
        /// Id of the cluster.
        package let cluster: Int64

        package init(cluster: Int64) { self.cluster = cluster }
    }

    package static let kind = JobKind("classify_cluster", timeout: .seconds(120))

    package init() {}

    package func run(_ arguments: Arguments, _ context: JobContext) async throws -> Jobs.Outcome {
        let study = try context.study
        var batch = PostgresBatch()
        // One snapshot, so that the evidence is what its fingerprint says.
        batch.transaction = PostgresTransactionOptions(isolation: .repeatableRead, isReadOnly: true)
        let clusterKey = batch.add(LoadCluster(cluster: arguments.cluster, study: study))
        let evidenceKey = batch.add(LoadEvidence(cluster: arguments.cluster))
        let ratingsKey = batch.add(LoadRatings(cluster: arguments.cluster))
        let ruleSetKey = batch.add(LoadRuleSet(study: study))
        let results = try await context.database.withConnection { [batch] connection in try await connection.run(batch) }
        guard let cluster = try results[clusterKey].first, let file = try results[ruleSetKey].first else {
            throw MissingSubject()
        }
        let ruleSet: RuleSet
        do {
            ruleSet = try RuleSetReader.read(Array(file.source.utf8))
        } catch {
            throw UnreadableRuleSet()
        }
        let assessment = Classifier.assess(try results[evidenceKey], experts: try results[ratingsKey], by: ruleSet)
        context.log("cluster.classified", ["evidence": try results[evidenceKey].count, "ratings": try results[ratingsKey].count])
        let manifest = ClassificationManifest(
            ruleSet: ruleSet.name, ruleSetVersion: ruleSet.version, ruleSetSHA256: ruleSet.sha256,
            evidenceFingerprint: cluster.fingerprint)

        var effect = Effect()
        effect.statements.add(
            SaveClassification(
                cluster: arguments.cluster, ruleSet: file.id, assessment: assessment, manifest: manifest, job: context.job.id))
        effect.statements.add(RecordEffect(job: context.job.id, kind: Self.kind.name, subject: "cluster \(cluster.code)"))
        return .commit(effect)
    }
}

/// A kept rule set is not readable by this version of the program.
struct UnreadableRuleSet: PermanentFailure {
    var code: String { "rule-set.unreadable" }
}
