import ArgumentParser

struct ClusterVerbs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clusters", abstract: "Shows where clusters stand and why; loads experts' ratings.",
        subcommands: [List.self, Show.self, Rate.self], defaultSubcommand: List.self)
}
