import CLinux
import FoundationEssentials
import Glibc
import Transcripts

/// Reads one document from standard input and writes what it found, as JSON, to standard output: an
/// ``ExtractedDocument`` with status 0, or a ``DocumentProblem`` with status 65.
///
/// It shuts itself in before the first byte of the document, so that a document which gains power over it gains nothing.
/// Its one argument is an ``ExtractionRequest`` as JSON; `--check-sandbox` shows instead what the sandbox refuses.
@main
enum ExtractProgram {
    /// Of sysexits.h.
    private enum Status: Int32 {
        case usage = 64
        case refused = 65
        case noSandbox = 71
    }

    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        if arguments.elementsEqual(["--check-sandbox"]) {
            enterSandbox()
            exit(SandboxCheck.run() ? EXIT_SUCCESS : Status.noSandbox.rawValue)
        }
        guard arguments.count == 1, let argument = arguments.first,
            let request = try? JSONDecoder().decode(ExtractionRequest.self, from: Data(argument.utf8))
        else {
            StandardStreams.complain("usage: fieldwork-extract REQUEST < DOCUMENT, or fieldwork-extract --check-sandbox")
            exit(Status.usage.rawValue)
        }
        FormatCatalog.prepare(for: request)
        enterSandbox()
        do throws(DocumentProblem) {
            let bytes = try StandardStreams.readInput(limit: request.limits.fileSize)
            StandardStreams.write(try FormatCatalog.read(bytes, as: request))
        } catch {
            StandardStreams.write(error)
            exit(Status.refused.rawValue)
        }
    }

    private static func enterSandbox() {
        guard clinux_enter_sandbox(Sandbox.limits) == 0 else {
            StandardStreams.complain("fieldwork-extract: no sandbox: \(String(cString: strerror(errno)))")
            exit(Status.noSandbox.rawValue)
        }
    }
}
