import Foundation
import Subprocess

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
        guard let claim = try? JSONEncoder().encode(job) else { return .notStarted }
        do {
            let result = try await Subprocess.run(
                .name(executable), arguments: Arguments(arguments), input: .data(claim), output: .discarded, error: .discarded)
            switch result.terminationStatus {
            case .exited(0): return .settled
            case .exited: return .notStarted
            case .signaled(let signal): return Self.ownDoing.contains(signal) ? .died(signal: signal) : .killed
            }
        } catch {
            return .notStarted
        }
    }

    /// Signals a process brings on itself. SIGKILL is not among them: the child's own memory limit makes it trap instead.
    private static let ownDoing: Set<Int32> = [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS, SIGXCPU]
}
