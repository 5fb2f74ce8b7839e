import ArgumentParser

struct BatchVerbs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batches", abstract: "Lists and shows batches of jobs.",
        subcommands: [List.self, Show.self], defaultSubcommand: List.self)
}
