import ArgumentParser
import Pipeline
import Postgres
import SourceFiles
import Storage
import Transcripts

extension StudyVerbs {
    struct Create: DatabaseVerb {
        static let configuration = CommandConfiguration(
            abstract: "Creates a study from the command line.",
            usage: """
                fieldwork study create <code> --title <zh> <en> --regions <letters>
                                              --roles <letter=zh/en> [<options>]
                """,
            discussion: """
                For example:

                  fieldwork study create pilot --title 試辦研究 'Pilot study' \\
                    --regions Q,P --roles L=召集人/leader,S=資深成員/senior \\
                    --clusters Q1,Q2 --participants Q1L,Q2L

                A study file says more; see `fieldwork study import`.
                """)

        @Argument(help: "The study's code: lower-case letters, digits and hyphens.")
        var code: String

        @Option(parsing: .upToNextOption, help: ArgumentHelp("Its title in Chinese and in English.", valueName: "title"))
        var title: [String]

        @Option(help: ArgumentHelp("The letters its codes may begin with, such as Q,P.", valueName: "letters"))
        var regions: String

        @Option(help: ArgumentHelp("Role letters and names, such as L=召集人/leader.", valueName: "letter=zh/en"))
        var roles: String

        @Option(help: ArgumentHelp("Codebooks it is coded by.", valueName: "names"))
        var codebooks = "gau-dualities,lin-patterns"

        @Option(help: ArgumentHelp("Rule set it is classified by.", valueName: "name"))
        var ruleSet = "lin-patterns"

        @Option(help: ArgumentHelp("Time zone of its dates.", valueName: "name"))
        var timeZone = "Asia/Taipei"

        @Option(help: ArgumentHelp("Its clusters, such as Q1,Q2.", valueName: "codes"))
        var clusters = ""

        @Option(help: ArgumentHelp("Its participants, such as Q1L,'Ms. Q2L'.", valueName: "codes"))
        var participants = ""

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var speech: LanguageOptions

        func validate() throws {
            if title.count != 2 { throw ValidationError("--title takes two values: the title in Chinese and in English.") }
        }

        func perform(on connection: PostgresConnection, _ output: Output) async throws {
            let study = try study()
            let report = try await StudyImport(study, mustBeNew: true).run(on: connection)
            report.print(study, output)
        }

        /// The study as its file would have it.
        private func study() throws(Failure) -> StudyFile {
            guard StudyFile.isCode(code) else {
                throw Failure(
                    .badData, zh: "研究代碼「\(code)」只能用小寫字母、數字與連字號，例如 pilot-2026。",
                    en: "a study's code has lower-case letters, digits and hyphens, such as pilot-2026; '\(code)' has not.")
            }
            guard StudyFile.isTimeZone(timeZone) else {
                throw Failure(
                    .badData, zh: "沒有時區「\(timeZone)」；例如 Asia/Taipei。",
                    en: "there is no time zone '\(timeZone)'; one is Asia/Taipei.")
            }
            let regions = try letters(Self.list(self.regions))
            let roles = try roleNames()
            let codes = StudyCodes(regions: Set(regions), roles: roles.mapValues(\.en))
            do throws(CodeProblem) {
                var clusterCodes: [ClusterCode] = []
                for text in Self.list(clusters) { clusterCodes.append(try ClusterCode(parsing: text, codes: codes)) }
                var labels: [IdentificationLabel] = []
                for text in Self.list(participants) { labels.append(try IdentificationLabel(parsing: text, codes: codes)) }
                return StudyFile(
                    code: code, title: LocalizedText(zh: title[0], en: title[1]), timeZone: timeZone, regions: regions,
                    roles: roles, codebooks: Self.list(codebooks), ruleSet: ruleSet,
                    clusters: clusterCodes.map { StudyFile.Cluster(code: $0) },
                    participants: labels, documents: [])
            } catch {
                throw Failure(.badData, zh: error.message.zh, en: error.message.en)
            }
        }

        private func roleNames() throws(Failure) -> [String: LocalizedText] {
            var roles: [String: LocalizedText] = [:]
            for role in Self.list(self.roles) {
                let parts = role.split(separator: "=", maxSplits: 1).map(String.init)
                let names = parts.count == 2 ? parts[1].split(separator: "/", maxSplits: 1).map(String.init) : []
                guard names.count == 2 else {
                    throw Failure(
                        .badData, zh: "角色「\(role)」須寫成 字母=中文/英文，例如 L=召集人/leader。",
                        en: "a role is written letter=Chinese/English, such as L=召集人/leader; '\(role)' is not.")
                }
                roles[try letters([parts[0]])[0]] = LocalizedText(zh: names[0], en: names[1])
            }
            return roles
        }

        private func letters(_ letters: [String]) throws(Failure) -> [String] {
            if let wrong = letters.first(where: { !StudyFile.isLetter($0) }) {
                throw Failure(
                    .badData, zh: "「\(wrong)」不是 A 到 Z 的單一大寫字母。",
                    en: "'\(wrong)' is not one capital letter from A to Z.")
            }
            return letters
        }

        private static func list(_ text: String) -> [String] {
            text.split(whereSeparator: { $0 == "," || $0 == "，" || $0 == "、" }).map { String($0.trimmingPrefix(" ")) }
        }
    }
}
