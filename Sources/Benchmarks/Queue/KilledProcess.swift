import FoundationEssentials
import Glibc
import Jobs
import Subprocess

/// A process of this program that claims jobs, begins them all and is killed.
enum KilledProcess {
    static let jobs = 500
    private static let lease = Duration.seconds(5)
    private static let claimed = "claimed"

    /// Returns when the process is dead.
    static func claimAndDie(_ conninfo: String) async throws {
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        _ = try await Subprocess.run(
            .name("env"), arguments: [program, "--claim-and-wait", conninfo], input: .none, output: .sequence,
            error: .currentStandardError
        ) { process in
            for try await line in process.standardOutput.strings() where line.hasPrefix(claimed) { break }
            try process.send(signal: .kill)
        }
    }

    /// What the process does: says when it has begun its jobs, and ends with its parent if nobody kills it.
    static func run(_ conninfo: String) async throws {
        let begun = Counter()
        let process = NoOpProcess(conninfo, concurrency: jobs, lease: lease) { _ in
            if begun.add(1) == jobs {
                print(claimed)
                fflush(nil)
            }
            try await Task.sleep(for: .seconds(86_400))
        }
        let parent = getppid()
        try await process.run {
            while getppid() == parent { try await Task.sleep(for: .seconds(1)) }
            _exit(1)
        }
    }
}
