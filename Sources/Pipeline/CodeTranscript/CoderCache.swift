import Codebooks
import Coding
import Jobs
import Storage
import Synchronization

/// The active coders of each codebook, built once per codebook text.
final class CoderCache: Sendable {
    private let built = Mutex<[String: [(codebook: Codebook, coder: any Coder)]]>([:])

    /// The hashes of codebooks whose coders are built; none is ever forgotten.
    var known: [String] { built.withLock { $0.keys.sorted() } }

    /// The codebook read, with each active coder for it.
    func coders(for file: StudyCodebook) throws -> [(codebook: Codebook, coder: any Coder)] {
        if let known = built.withLock({ $0[file.sha256] }) { return known }
        guard let source = file.source, let codebook = try? CodebookReader.read(Array(source.utf8)).codebook else {
            throw UnreadableCodebook()
        }
        let coders = CoderCatalog.coders.map { (codebook, $0.init(codebook: codebook) as any Coder) }
        built.withLock { $0[file.sha256] = coders }
        return coders
    }
}

/// A kept codebook is not readable by this version of the program.
struct UnreadableCodebook: PermanentFailure {
    var code: String { "codebook.unreadable" }
}
