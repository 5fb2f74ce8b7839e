import ArgumentParser

struct DocumentVerbs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "documents", abstract: "Lists, shows and calls off documents.",
        subcommands: [List.self, Show.self, Cancel.self], defaultSubcommand: List.self)
}
