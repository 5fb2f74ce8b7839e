import FoundationEssentials
import Glibc
import Subprocess
package import Transcripts

/// Has documents read by `fieldwork-extract`, a process of its own for each, which holds nothing but the document.
///
/// Whatever a document makes the reading program do (crash, hang, fill memory, answer nonsense) is a refusal of that
/// document; nothing else is.
package struct DocumentExtractor: Sendable {
    private let program: ExtractionProgram
    private let limits: DocumentLimits
    private let deadline: Duration
    private let clock: any Clock<Duration>

    /// - Parameter deadline: How long one document may take, starting included.
    package init(
        program: ExtractionProgram = .besideThisProgram, limits: DocumentLimits = DocumentLimits(),
        deadline: Duration = .seconds(90), clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.program = program
        self.limits = limits
        self.deadline = deadline
        self.clock = clock
    }

    /// Reads a document.
    ///
    /// - Parameters:
    ///   - ending: Of the file's name, without the point; nil or empty where there is none.
    ///   - encoding: Of a text file, where the uploader declares it.
    /// - Throws: ``DocumentProblem`` for a document that cannot be taken, ``ExtractionFault`` for an installation that
    ///   cannot read any, `CancellationError`.
    package func extract(_ bytes: [UInt8], ending: String?, encoding: TextEncoding? = nil) async throws -> ExtractedDocument {
        let request = try ExtractionRequest(ending: ending, encoding: encoding, limits: limits)
        guard !bytes.isEmpty else { throw DocumentProblem.empty }
        guard bytes.count <= limits.fileSize else { throw DocumentProblem.tooLarge(limit: limits.fileSize) }
        let argument = String(decoding: try JSONEncoder().encode(request), as: UTF8.self)
        return try await withDeadline {
            let (status, answer) = try await run(argument, reading: bytes)
            try Task.checkCancellation()
            return try Self.document(status, answer)
        }
    }

    private func withDeadline<R: Sendable>(_ work: @escaping @Sendable () async throws -> R) async throws -> R {
        try await withThrowingTaskGroup(of: R.self) { group in
            group.addTask(operation: work)
            group.addTask {
                try await clock.sleep(for: deadline)
                throw DocumentProblem.damaged(.timeLimit)
            }
            defer { group.cancelAll() }
            guard let result = try await group.next() else { throw CancellationError() }
            return result
        }
    }

    private func run(_ argument: String, reading bytes: [UInt8]) async throws -> (TerminationStatus, [UInt8]) {
        Self.ignoreBrokenPipes
        var options = PlatformOptions()
        // Away from the terminal: Ctrl-C is for this process, which then ends the other.
        options.createSession = true
        do {
            let result = try await Subprocess.run(
                .name(ExtractionProgram.name), arguments: [argument],
                environment: .custom(["PATH": program.folder, "LC_ALL": "C", "SWIFT_BACKTRACE": "enable=no"]),
                platformOptions: options, input: .inputWriter, output: .bytes(limit: answerLimit), error: .discarded
            ) { process in
                // A process that ends before it has read everything says why by its status.
                _ = try? await process.standardInputWriter.write(bytes)
                try? await process.standardInputWriter.finish()
            }
            return (result.terminationStatus, result.standardOutput)
        } catch let error as SubprocessError {
            try Task.checkCancellation()
            switch error.code {
            case .outputLimitExceeded: throw DocumentProblem.tooLargeInside(.textSize)
            case .executableNotFound: throw ExtractionFault.programMissing(folder: program.folder)
            default: throw ExtractionFault.notStarted
            }
        }
    }

    /// Text grows when it is written as JSON, and carries its map and structure.
    private var answerLimit: Int { 4 * limits.textSize + 1_000_000 }

    private static func document(_ status: TerminationStatus, _ answer: [UInt8]) throws -> ExtractedDocument {
        let data = Data(answer)
        switch status {
        case .exited(EXIT_SUCCESS):
            guard let document = try? JSONDecoder().decode(ExtractedDocument.self, from: data) else { break }
            return document
        case .exited(EX_DATAERR):
            throw (try? JSONDecoder().decode(DocumentProblem.self, from: data)) ?? .damaged(.crash)
        case .exited(EX_USAGE): throw ExtractionFault.versionsDiffer
        case .exited(EX_OSERR): throw ExtractionFault.sandboxUnavailable
        case .signaled(SIGXCPU): throw DocumentProblem.damaged(.timeLimit)
        case .signaled(let signal) where !faults.contains(signal): throw ExtractionFault.interrupted(signal: signal)
        default: break
        }
        throw DocumentProblem.damaged(.crash)
    }

    /// Signals a process brings upon itself.
    private static let faults: Set<Int32> = [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGSYS, SIGXFSZ]

    /// Writing to a process that has ended must be an error here, not the end of this process.
    private static let ignoreBrokenPipes: Void = {
        signal(SIGPIPE, SIG_IGN)
    }()
}
