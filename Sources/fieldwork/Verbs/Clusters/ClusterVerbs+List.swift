import ArgumentParser
import Clusters
import Codebooks
import Postgres
import Reports
import SourceFiles
import Storage
import Transcripts

extension ClusterVerbs {
    struct List: DatabaseVerb {
        static let configuration = CommandConfiguration(
            abstract: "Lists the clusters of a study with their patterns.",
            usage: "fieldwork clusters [list] [--study <code>] [<options>]",
            discussion: """
                A result is provisional as long as any of it rests on suggestions that no person has certified. The experts' \
                view stands beside the rules' and never changes it.
                """)

        @Option(help: ArgumentHelp("Code of the study; may be left out where there is only one.", valueName: "code"))
        var study: String?

        @OptionGroup var format: JSONOptions
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var speech: LanguageOptions

        func perform(on connection: PostgresConnection, _ output: Output) async throws {
            let study = try await StudyLookup.study(study, on: connection)
            let rules = try await ClusterVerbs.rules(of: study, on: connection)
            let clusters = try await connection.execute(ListClusters(study: study.id))
            if format.json { return output.json(.array(clusters.map { .object($0.json(study.code)) })) }
            if clusters.isEmpty { return output.line(zh: "沒有群聚。", en: "No clusters.") }
            output.table(
                [
                    .init("群聚", "Cluster"), .init("型態", "Pattern", overflow: .wrap),
                    .init(rules.ability.name.zh, rules.ability.name.en, .right),
                    .init(rules.trigger.name.zh, rules.trigger.name.en, .right), .init("依據", "Basis"),
                    .init("專家", "Experts", overflow: .wrap),
                ],
                clusters.map { Self.row($0, rules, output.language) })
            let remarks = clusters.compactMap { cluster in
                cluster.assessment.flatMap { $0.remarks(by: rules, in: output.language) }.map { (cluster.code.description, $0) }
            }
            if remarks.isEmpty { return }
            output.heading(zh: "說明", en: "To mind")
            output.entries(remarks)
        }

        private static func row(_ cluster: ClusterLine, _ rules: RuleSet, _ language: Language) -> [String] {
            guard let assessment = cluster.assessment else {
                return [cluster.code.description, language.text(zh: "尚未分類", en: "not classified yet")]
            }
            return [
                cluster.code.description, assessment.outcome.name(in: rules)[language],
                assessment.ability.value?.scoreText ?? "–", assessment.trigger.value?.scoreText ?? "–",
                assessment.basis.name[language], assessment.experts?.name[language] ?? "–",
            ]
        }
    }

    static func rules(of study: StudyOutline, on connection: PostgresConnection) async throws -> RuleSet {
        guard let kept = try await connection.execute(LoadRuleSet(study: study.id)).first else {
            throw PostgresError(.decoding, statement: LoadRuleSet.name, reason: "a study has a rule set")
        }
        return try RuleSetReader.read(Array(kept.source.utf8))
    }
}
