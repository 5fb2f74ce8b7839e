import Foundation
import Glibc
import Subprocess
import Synchronization

/// A process that takes jobs, for as long as the harness lets it.
final class WorkerProcess: Sendable {
    let number: Int
    /// The file its log goes to; standard error is beside it.
    let log: String

    private struct State {
        var id: pid_t?
        var end: TerminationStatus?
    }
    private let state = Mutex(State())

    init(number: Int, directory: String) {
        self.number = number
        log = "\(directory)/worker-\(number).log"
    }

    var errors: String { log + ".err" }
    /// Nil until it runs.
    var id: pid_t? { state.withLock { $0.id } }
    /// Nil while it runs.
    var end: TerminationStatus? { state.withLock { $0.end } }

    func began(_ id: pid_t) { state.withLock { $0.id = id } }
    func ended(_ status: TerminationStatus) { state.withLock { $0.end = status } }

    func send(_ signal: Int32) {
        state.withLock { state in
            // While the lock is held nobody says that it ended: its number is still its own.
            if let id = state.id, state.end == nil { _ = kill(id, signal) }
        }
    }

    /// What it wrote to standard error.
    var lastWords: String { (try? String(contentsOfFile: errors, encoding: .utf8)) ?? "" }
}
