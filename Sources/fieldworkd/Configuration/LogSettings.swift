import Glibc
import Logging

/// `log.*`: what is told on standard output.
struct LogSettings: Sendable {
    let level: Logger.Level
    let format: LogFormat

    init(_ reader: SettingsReader) async {
        // From this level up. `info` is what an operator wants to see; `debug` adds connections.
        level = await reader.read("log.level", default: .info, .word)
        // `json`: an object a line. `human`: for reading. `auto`: human on a terminal, else json.
        format = await reader.read("log.format", default: .auto, .word)
    }

    /// Every logger of the process writes this way from here on.
    func makeLogger() -> Logger {
        let isHuman = format == .human || format == .auto && isatty(STDOUT_FILENO) == 1
        LoggingSystem.bootstrap { [level] _ in LineLogHandler(level: level, isHuman: isHuman) }
        return Logger(label: "fieldworkd")
    }
}
