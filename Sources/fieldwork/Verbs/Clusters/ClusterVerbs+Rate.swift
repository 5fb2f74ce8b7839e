import ArgumentParser
import Clusters
import Jobs
import Postgres
import SourceFiles
import Storage
import Transcripts

extension ClusterVerbs {
    struct Rate: DatabaseVerb {
        static let configuration = CommandConfiguration(
            abstract: "Loads experts' ratings from a CSV file.",
            usage: "fieldwork clusters rate --from <file> [--study <code>] [<options>]",
            discussion: """
                The file has the columns rater, cluster and pattern (I to IV); a column comment may be there and is \
                not kept. A rater's rating takes the place of an earlier one. All ratings are loaded or none.
                """)

        @Option(help: ArgumentHelp("The CSV file, UTF-8.", valueName: "file"), completion: .file(extensions: ["csv"]))
        var from: String

        @Option(help: ArgumentHelp("Code of the study; may be left out where there is only one.", valueName: "code"))
        var study: String?

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var speech: LanguageOptions

        private static let largestFile = 10_000_000

        func perform(on connection: PostgresConnection, _ output: Output) async throws {
            let csv = try LocalFile(path: from).read(limit: Self.largestFile)
            let study = try await StudyLookup.study(study, on: connection)
            let ratings: [ExpertRating]
            do throws(FileProblems) {
                ratings = try ExpertRatingsReader.read(csv, clusters: study.clusters)
            } catch {
                throw Failure(error, in: from)
            }
            try await Self.save(ratings, of: study.code, on: connection)
            _ = try await connection.execute(RingBell(queue: "default"))
            output.line(zh: "已載入 \(ratings.count) 筆評定。", en: "Loaded \(ratings.count) ratings.")
        }

        private static func save(
            _ ratings: [ExpertRating], of study: String, on connection: isolated PostgresConnection
        ) async throws {
            try await connection.withTransaction { connection in
                for rating in ratings {
                    try await connection.execute(
                        RateCluster(
                            study: study, cluster: rating.cluster.description, rater: rating.rater,
                            pattern: rating.pattern.rawValue))
                }
            }
        }
    }
}
