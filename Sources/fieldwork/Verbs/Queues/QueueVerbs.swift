import ArgumentParser

struct QueueVerbs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queues", abstract: "Lists, pauses and resumes queues.",
        subcommands: [List.self, Pause.self, Resume.self], defaultSubcommand: List.self)
}
