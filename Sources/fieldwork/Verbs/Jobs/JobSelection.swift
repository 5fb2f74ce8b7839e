import ArgumentParser
import Postgres
import SourceFiles
import Storage

/// Which jobs a verb is about, by what they are.
struct JobSelection: ParsableArguments, Sendable {
    @Option(help: ArgumentHelp("Only jobs of this queue; may be given several times.", valueName: "queue"))
    var queue: [String] = []

    @Option(help: ArgumentHelp("Only jobs of this kind; may be given several times.", valueName: "kind"))
    var kind: [String] = []

    @Option(help: ArgumentHelp("Only jobs of this study.", valueName: "code"))
    var study: String?

    @Option(help: ArgumentHelp("Only jobs whose last failure has this code.", valueName: "code"))
    var reason: String?

    @Option(help: ArgumentHelp("Only jobs finished, or due, longer ago than 30s, 15m, 2h, 7d.", valueName: "age"))
    var olderThan: Age?

    @Option(help: ArgumentHelp("Only jobs finished, or due, within the last 30s, 15m, 2h, 7d.", valueName: "age"))
    var newerThan: Age?

    var isEmpty: Bool {
        queue.isEmpty && kind.isEmpty && study == nil && reason == nil && olderThan == nil && newerThan == nil
    }

    /// Refuses a study that is not there: it is a slip of the pen.
    func filter(states: [JobState], limit: Int?, on connection: PostgresConnection) async throws -> JobFilter {
        if let study { _ = try await StudyLookup.study(study, on: connection) }
        return JobFilter(
            states: states.map(\.rawValue), kinds: kind, queues: queue, study: study, reason: reason,
            olderThan: olderThan?.duration, newerThan: newerThan?.duration, limit: limit)
    }
}

/// How long something has been so: a whole number of seconds, minutes, hours or days, such as `15m`.
struct Age: ExpressibleByArgument, Sendable {
    let duration: Duration

    init?(argument: String) {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        guard let unit = argument.last.flatMap({ units[$0] }), let count = Int64(argument.dropLast()), 1...1_000_000 ~= count
        else { return nil }
        duration = .seconds(count * unit)
    }
}
