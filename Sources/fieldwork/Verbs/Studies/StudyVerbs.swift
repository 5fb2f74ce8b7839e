import ArgumentParser

struct StudyVerbs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "study", abstract: "Creates, imports and lists studies.",
        subcommands: [Create.self, Import.self, List.self])
}
