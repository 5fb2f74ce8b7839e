import ArgumentParser
import Clusters
import Codebooks
import Postgres
import Reports
import Storage
import Transcripts

extension ClusterVerbs {
    struct Show: DatabaseVerb {
        static let configuration = CommandConfiguration(
            abstract: "Shows a cluster's indicators by kind of evidence, with the quotations for and against.",
            usage: "fieldwork clusters show <cluster> [--study <code>] [<options>]")

        @Argument(help: "The cluster's code.")
        var cluster: String

        @Option(help: ArgumentHelp("Code of the study; may be left out where there is only one.", valueName: "code"))
        var study: String?

        @OptionGroup var format: JSONOptions
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var speech: LanguageOptions

        func perform(on connection: PostgresConnection, _ output: Output) async throws {
            let study = try await StudyLookup.study(study, on: connection)
            let code = try study.cluster(cluster)
            let rules = try await ClusterVerbs.rules(of: study, on: connection)
            guard let cluster = try await connection.execute(ListClusters(study: study.id, code: code)).first else {
                throw PostgresError(.decoding, statement: ListClusters.name, reason: "the cluster is gone")
            }
            let evidence = try await connection.execute(LoadEvidence(cluster: cluster.id))
            let story = ClusterStory(study: study.code, cluster: cluster, rules: rules, evidence: evidence)
            if format.json { output.json(story.json) } else { story.print(output) }
        }
    }
}
