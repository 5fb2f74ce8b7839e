import Logging

/// Writes each log event as one line: JSON for the journal, or for people.
struct LineLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?
    var logLevel: Logger.Level

    private let isHuman: Bool
    private let now: @Sendable () -> LogTime
    private let write: @Sendable ([UInt8]) -> Void

    init(
        level: Logger.Level, isHuman: Bool, now: @escaping @Sendable () -> LogTime = { .now },
        write: @escaping @Sendable ([UInt8]) -> Void = LogWriter.standardOutput.write
    ) {
        logLevel = level
        self.isHuman = isHuman
        self.now = now
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var fields = metadata
        if let metadataProvider { fields.merge(metadataProvider.get()) { $1 } }
        if let own = event.metadata { fields.merge(own) { $1 } }
        // The type only: an error's words may quote what a user wrote.
        if let error = event.error { fields["error_type"] = "\(type(of: error))" }
        let line = LogLine(time: now(), level: event.level, message: event.message.description, metadata: fields)
        write(isHuman ? line.human() : line.json())
    }
}
