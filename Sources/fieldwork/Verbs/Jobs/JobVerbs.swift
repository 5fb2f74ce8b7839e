import ArgumentParser

struct JobVerbs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jobs", abstract: "Lists, shows, retries and cancels jobs.",
        subcommands: [List.self, Show.self, Why.self, Retry.self, Cancel.self], defaultSubcommand: List.self)
}
