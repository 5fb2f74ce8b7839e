import ArgumentParser
import Jobs
import Postgres
import SourceFiles
import Storage

extension LimitVerbs {
    struct Set: DatabaseVerb {
        static let configuration = CommandConfiguration(
            abstract: "Sets how many jobs may run at once, over all processes.",
            usage: "fieldwork limits set --queue <queue> --allowed <n> [<options>]",
            discussion: """
                Every process knows of it within about a second. What runs goes on; a lowered limit holds as jobs end.
                """)

        @OptionGroup var scope: ScopeOptions

        @Option(help: "How many; 1 to 10000.")
        var allowed: Int32

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var speech: LanguageOptions

        func validate() throws {
            guard 1...10_000 ~= allowed else { throw ValidationError("--allowed is a number from 1 to 10000") }
        }

        func perform(on connection: PostgresConnection, _ output: Output) async throws {
            try await scope.check(on: connection)
            _ = try await connection.execute(SetLimit(scope.scope, allowed: allowed))
            if let queue = scope.queue { _ = try await connection.execute(RingBell(queue: queue)) }
            let name = scope.scope.name[output.language]
            output.line(zh: "\(name)：同時最多執行 \(allowed) 件。", en: "\(name): \(allowed) at once.")
        }
    }
}
