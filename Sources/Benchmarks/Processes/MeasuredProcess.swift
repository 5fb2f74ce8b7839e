import FoundationEssentials
import Glibc

/// A process of this machine, as `/proc` knows it.
struct MeasuredProcess: Sendable, Hashable {
    let id: pid_t

    struct Usage: Sendable {
        let parent: pid_t
        /// Processor time of the process itself.
        let own: Duration
        /// That of its children, and theirs, that have ended.
        let children: Duration
        let residentBytes: Int
    }

    func usage() throws -> Usage {
        let text = try String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8)
        // The program's name, in parentheses, may itself hold spaces and parentheses. The state after it is field 3 of proc(5).
        let fields = text[(text.lastIndex(of: ")") ?? text.startIndex)...].split(separator: " ").dropFirst().map { Int($0) ?? 0 }
        guard fields.count > 21 else { throw WrongAnswer() }
        func ticks(_ user: Int, _ kernel: Int) -> Duration { .seconds(1) * (user + kernel) / sysconf(Int32(_SC_CLK_TCK)) }
        return Usage(
            parent: pid_t(fields[1]), own: ticks(fields[11], fields[12]), children: ticks(fields[13], fields[14]),
            residentBytes: fields[21] * sysconf(Int32(_SC_PAGESIZE)))
    }

    /// Every process there is at the moment.
    static func all() throws -> [MeasuredProcess] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { pid_t($0).map(MeasuredProcess.init) }
    }
}
