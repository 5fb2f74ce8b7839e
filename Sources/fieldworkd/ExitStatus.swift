import Glibc

/// What the daemon's exit tells the service manager; docs/operations.md has the table.
enum ExitStatus: Int32, CaseIterable {
    /// The database's schema is not one this release works with: migrate, then start.
    case unfitDatabase = 69
    /// A part failed that must not.
    case software = 70
    /// Told to stop, but some jobs did not listen; they were given back.
    case stuckJobs = 75
    /// The configuration is wrong.
    case configuration = 78

    /// Ends the process at once, whatever else it is doing.
    func exitNow() -> Never {
        _exit(rawValue)
    }

    /// Ends the process with words on standard error, a line each.
    func exit(saying lines: [String]) -> Never {
        LogWriter(STDERR_FILENO).write(lines.flatMap { Array("fieldworkd: \($0)\n".utf8) })
        exitNow()
    }
}
