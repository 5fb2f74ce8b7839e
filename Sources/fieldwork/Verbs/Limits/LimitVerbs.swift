import ArgumentParser
import Postgres
import Storage

struct LimitVerbs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "limits", abstract: "Says how many jobs may run at once.",
        subcommands: [List.self, Set.self, Remove.self], defaultSubcommand: List.self)
}

/// What a limit is about, as one types it.
struct ScopeOptions: ParsableArguments {
    @Option(help: "The jobs of this queue.")
    var queue: String?

    @Option(help: "The jobs of this kind; with --queue, those of them in that queue.")
    var kind: String?

    @Flag(name: .customLong("per-partition"), help: "Those of each partition (by default, each study) by themselves.")
    var isPerPartition = false

    var scope: LimitScope { LimitScope(queue: queue, kind: kind, isPerPartition: isPerPartition) }

    func validate() throws {
        guard queue != nil || kind != nil else { throw ValidationError("give --queue, --kind or both") }
    }

    /// Refuses names that nobody ever heard of: a slip of the pen would limit nothing.
    func check(on connection: isolated PostgresConnection) async throws {
        if let queue { try await QueueVerbs.check(queue, on: connection) }
    }
}
