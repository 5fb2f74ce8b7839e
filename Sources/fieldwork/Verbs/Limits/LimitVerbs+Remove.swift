import ArgumentParser
import Jobs
import Postgres
import SourceFiles
import Storage

extension LimitVerbs {
    struct Remove: DatabaseVerb {
        static let configuration = CommandConfiguration(
            abstract: "Removes a limit.",
            usage: "fieldwork limits remove --queue <queue> [<options>]")

        @OptionGroup var scope: ScopeOptions
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var speech: LanguageOptions

        func perform(on connection: PostgresConnection, _ output: Output) async throws {
            let name = scope.scope.name
            guard try await connection.execute(RemoveLimit(scope.scope)) == [true] else {
                throw Failure(
                    .badData, zh: "\(name.zh)：沒有這個上限；見 `fieldwork limits`。",
                    en: "there is no limit on \(name.en): see `fieldwork limits`.")
            }
            if let queue = scope.queue { _ = try await connection.execute(RingBell(queue: queue)) }
            output.line(zh: "\(name.zh)：不再限制。", en: "\(name.en): no limit any more.")
        }
    }
}
