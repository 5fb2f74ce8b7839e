import ArgumentParser
import Postgres
import Storage

extension JobVerbs {
    struct Redrive: DatabaseVerb {
        static let configuration = CommandConfiguration(
            abstract: "Puts jobs that were given up back in line.",
            usage: "fieldwork jobs redrive [<filters>] [--dry-run | --yes] [<options>]",
            discussion: """
                Shows first which jobs there are, and asks. Their attempts are counted anew, and deaths of processes are no \
                longer held against them.
                """)

        @OptionGroup var steering: SteeringOptions
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var speech: LanguageOptions

        func perform(on connection: PostgresConnection, _ output: Output) async throws {
            try await steering.perform(.retry, states: [.discarded], on: connection, output)
        }
    }
}
