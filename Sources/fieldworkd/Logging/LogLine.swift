import Logging

/// One log event as a line of bytes.
struct LogLine {
    let time: LogTime
    let level: Logger.Level
    let message: String
    let metadata: Logger.Metadata

    /// `{"time":…,"level":…,"message":…,` and the fields in order of their names; a field with one of these names gets an
    /// underscore behind it.
    func json() -> [UInt8] {
        var json = JSONText()
        json.object {
            $0.field("time", time.description)
            $0.field("level", level.rawValue)
            $0.field("message", message)
            for (name, value) in metadata.sorted(by: { $0.key < $1.key }) {
                $0.field(["time", "level", "message"].contains(name) ? name + "_" : name, value)
            }
        }
        return json.bytes + [UInt8(ascii: "\n")]
    }

    /// `15:04:05.123 info   job completed  job_id=12 kind=code_transcript`
    func human() -> [UInt8] {
        let level = level.rawValue.padded(to: 8)
        var line = "\(time.description.dropFirst(11)) \(level) \(message)"
        if !metadata.isEmpty { line = line.padded(to: 60) }
        for (name, value) in metadata.sorted(by: { $0.key < $1.key }) { line += "  \(name)=\(value)" }
        // Control characters would let a value draw on the operator's terminal, or begin a line of its own.
        let printable = line.unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }
        return Array(String(String.UnicodeScalarView(printable)).utf8) + [UInt8(ascii: "\n")]
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
