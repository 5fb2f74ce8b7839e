import Foundation

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

    init<Handler: JobHandler>(_ handler: Handler) {
        kind = Handler.kind
        run = { context in
            let arguments: Handler.Arguments
            do {
                arguments = try JSONDecoder().decode(Handler.Arguments.self, from: Data(context.job.arguments.utf8))
            } catch {
                throw MalformedArguments()
            }
            return try await handler.run(arguments, context)
        }
    }
}

/// The arguments are not what the kind expects. Says no more, because arguments are somebody's data.
struct MalformedArguments: PermanentFailure {
    var code: String { "job.malformed-arguments" }
}
