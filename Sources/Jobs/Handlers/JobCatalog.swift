import Foundation
import Postgres

/// The kinds of jobs a process can run, each with its handler. Only these are claimed; a job of any other kind waits for a
/// process that knows it.
package struct JobCatalog: Sendable {
    private let handlers: [String: AnyHandler]

    package init(_ handlers: [any JobHandler]) {
        self.handlers = Dictionary(
            handlers.map { handler in (type(of: handler).kind.name, AnyHandler(handler)) },
            uniquingKeysWith: { _, _ in preconditionFailure("two handlers of one kind") })
    }

    /// Names of the kinds, sorted.
    package var kinds: [String] { handlers.keys.sorted() }

    subscript(kind: String) -> AnyHandler? { handlers[kind] }
}

/// A handler whose arguments are still JSON.
struct AnyHandler: Sendable {
    let kind: JobKind
    let run: @Sendable (JobContext) async throws -> Outcome
    let whenDiscarded: @Sendable (_ job: ClaimedJob, _ reason: String) -> PostgresBatch

    init<Handler: JobHandler>(_ handler: Handler) {
        kind = Handler.kind
        run = { context in try await handler.run(Self.arguments(of: context.job), context) }
        whenDiscarded = { job, reason in
            // Of a job whose arguments cannot be read nobody knows what it was about.
            guard let arguments: Handler.Arguments = try? Self.arguments(of: job) else { return PostgresBatch() }
            return handler.whenDiscarded(arguments, job, reason: reason)
        }
    }

    private static func arguments<Arguments: Decodable>(of job: ClaimedJob) throws(MalformedArguments) -> Arguments {
        do {
            return try JSONDecoder().decode(Arguments.self, from: Data(job.arguments.utf8))
        } catch {
            throw MalformedArguments()
        }
    }
}

/// The arguments are not what the kind expects. Says no more, because arguments are somebody's data.
struct MalformedArguments: PermanentFailure {
    var code: String { "job.malformed-arguments" }
}
