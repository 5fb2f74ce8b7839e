import ArgumentParser

struct JobVerbs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jobs", abstract: "Lists, shows, retries, redrives and cancels jobs.",
        subcommands: [List.self, Show.self, Why.self, Retry.self, Redrive.self, Cancel.self], defaultSubcommand: List.self)
}
