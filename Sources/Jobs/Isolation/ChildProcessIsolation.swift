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
        Self.ignoreBrokenPipes
        let claim = IsolatedClaim(job: job, parent: getpid())
        do {
            let result = try await Subprocess.run(
                .path(FilePath(executable)), arguments: Arguments(arguments),
                // A crash report would tell the log what the job was reading.
                environment: .inherit.updating(["SWIFT_BACKTRACE": "enable=no"]),
                input: .data(try JSONEncoder().encode(claim)), output: .currentStandardOutput, error: .discarded)
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

    /// A child that ends before it has read its claim must not take this process along.
    private static let ignoreBrokenPipes: Void = {
        signal(SIGPIPE, SIG_IGN)
    }()

    /// Signals a process brings on itself. SIGKILL is not among them: the child's own memory limit makes it trap instead.
    private static let ownDoing: Set<Int32> = [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS, SIGXCPU]
}
