import FoundationEssentials
import Glibc

/// What `/proc` says of other processes.
enum ProcessTable {
    static func children(of parent: pid_t) -> [pid_t] {
        processes().filter { status(of: $0)?.parent == parent }
    }

    /// A process that is dead and only waits to be buried by its parent does not count.
    static func isAlive(_ process: pid_t) -> Bool {
        status(of: process).map { $0.state != "Z" && $0.state != "X" } ?? false
    }

    private static func processes() -> [pid_t] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { pid_t($0) }
    }

    /// `/proc/PID/stat` is "pid (name) state ppid …", and the name may hold blanks and brackets: read from the last one on.
    private static func status(of process: pid_t) -> (state: Substring, parent: pid_t)? {
        guard let line = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            let bracket = line.lastIndex(of: ")")
        else { return nil }
        let fields = line[line.index(after: bracket)...].split(separator: " ")
        guard fields.count > 1, let parent = pid_t(fields[1]) else { return nil }
        return (fields[0], parent)
    }
}
