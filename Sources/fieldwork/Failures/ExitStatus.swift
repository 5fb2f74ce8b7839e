/// What a command's exit tells a script, after `sysexits.h`; docs/cli.md has the table. 0 is success.
enum ExitStatus: Int32, CaseIterable {
    /// A question was answered with no; nothing was done.
    case declined = 1
    /// The command line is not one the program understands.
    case usage = 64
    /// The command was understood, and something it names or holds is wrong: no such cluster, an empty file.
    case badData = 65
    /// A file to be read is not there or may not be read.
    case noInput = 66
    /// The database cannot be reached, or went away.
    case unavailable = 69
    /// A fault of the program.
    case software = 70
    /// The login may not do this.
    case notAllowed = 77
    /// The database's schema is not the one this release works with, or a setting is wrong.
    case configuration = 78
}
