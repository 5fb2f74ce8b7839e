import ArgumentParser
import Postgres

struct Top: DatabaseVerb {
    static let configuration = CommandConfiguration(
        abstract: "Shows queues, processes, running jobs and failures, live.",
        usage: "fieldwork top [--once] [--json] [<options>]",
        discussion: """
            Drawn anew every second until q is pressed. Counts end at 100,000. In a pipe, with --once and with --json it is \
            printed once.
            """)

    @Flag(help: "Print once and end.")
    var once = false

    @OptionGroup var format: JSONOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var speech: LanguageOptions

    func perform(on connection: PostgresConnection, _ output: Output) async throws {
        if format.json { return output.json(try await TopReading.read(on: connection).json) }
        if once || !output.isTerminal { return try await printOnce(on: connection, output) }
        guard let terminal = LiveTerminal() else { return try await printOnce(on: connection, output) }
        repeat {
            let reading = try await TopReading.read(on: connection)
            let size = terminal.size
            let screen = TopScreen(language: output.language, width: size.columns, height: size.rows, isTerminal: true)
            terminal.draw(screen.lines(reading))
        } while terminal.wait(milliseconds: 1000) == .due
    }

    private func printOnce(on connection: PostgresConnection, _ output: Output) async throws {
        let reading = try await TopReading.read(on: connection)
        let screen = TopScreen(
            language: output.language, width: output.width, height: nil, isTerminal: output.isTerminal)
        for line in screen.lines(reading) { output.line(line) }
    }
}
