import ArgumentParser

/// Breaks what the queue stands on, and holds what came of it against what the queue promises.
@main
struct ChaosCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fieldwork-chaos",
        abstract: "Break what the queue stands on, and check that it kept its promises.",
        subcommands: [RunCommand.self, WorkCommand.self], defaultSubcommand: RunCommand.self)
}
