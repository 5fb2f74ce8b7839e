import ArgumentParser
import SourceFiles

/// A verb: it does its work, or says in the user's language why it could not.
protocol Verb: AsyncParsableCommand, Sendable {
    var speech: LanguageOptions { get }

    func perform(_ output: Output) async throws
}

extension Verb {
    func run() async throws {
        do {
            try await perform(Output(speech.language))
        } catch let error as ExitCode {
            throw error
        } catch {
            let failure = Failure(error)
            Output.complain("fieldwork: \(failure.message[speech.language])")
            throw failure.status.code
        }
    }
}

extension ExitStatus {
    var code: ExitCode { ExitCode(rawValue) }
}
