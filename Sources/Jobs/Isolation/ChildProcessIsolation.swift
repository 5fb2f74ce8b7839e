import CLinux
import Foundation
import Glibc
import Subprocess
import SystemPackage

/// Runs a job alone in a child process: this program again, told to run the one claim it reads from standard input.
package struct ChildProcessIsolation: JobIsolation {
    let executable: String
    let arguments: [String]

    /// The path of the program and the arguments that lead to ``IsolatedRun``.
    package init(executable: String, arguments: [String]) {
        self.executable = executable
        self.arguments = arguments
    }

    package func run(_ job: ClaimedJob) async -> IsolatedEnd {
        let claim = IsolatedClaim(job: job, parent: getpid())
        do {
            let input = try Self.file(of: claim)
            defer { try? input.close() }
            let result = try await Subprocess.run(
                .path(FilePath(executable)), arguments: Arguments(arguments),
                // A crash report would tell the log what the job was reading.
                environment: .inherit.updating(["SWIFT_BACKTRACE": "enable=no"]),
                input: .fileDescriptor(input, closeAfterSpawningProcess: false), output: .currentStandardOutput,
                error: .discarded)
            switch result.terminationStatus {
            case .exited(IsolatedRun.settled): return .settled
            case .exited(let status): return .gaveUp(reason: "exit status \(status)")
            case .signaled(let signal) where Self.ownDoing.contains(signal): return .died(signal: signal)
            case .signaled(let signal): return .gaveUp(reason: "killed by signal \(signal)")
            }
        } catch {
            return .gaveUp(reason: "the child process could not be started: \(type(of: error))")
        }
    }

    /// The claim as a file without a name. Writing to a pipe would fail when the child ends before it has read, and Subprocess
    /// 1.0 ends the whole process then.
    private static func file(of claim: IsolatedClaim) throws -> FileDescriptor {
        let file = FileDescriptor(rawValue: clinux_make_file("fieldwork-claim"))
        guard file.rawValue >= 0 else { throw Errno(rawValue: errno) }
        do {
            try file.writeAll(JSONEncoder().encode(claim))
            try file.seek(offset: 0, from: .start)
        } catch {
            try file.close()
            throw error
        }
        return file
    }

    /// Signals a process brings on itself. SIGKILL is not among them: the child's own memory limit makes it trap instead.
    private static let ownDoing: Set<Int32> = [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS, SIGXCPU]
}
