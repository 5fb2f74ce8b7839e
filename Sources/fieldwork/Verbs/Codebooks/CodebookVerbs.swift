import ArgumentParser

struct CodebookVerbs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "codebook", abstract: "Checks, imports, lists and shows codebooks.",
        subcommands: [Lint.self, Import.self, List.self, Show.self])
}
