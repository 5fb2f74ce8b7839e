package import Codebooks
package import Transcripts

/// A way of coding. Given the same transcript and codebook it returns the same suggestions, in the order of segment,
/// then code; it never codes an interviewer's turn.
///
/// A new coder is a folder in `Coders/` and a line in ``CoderCatalog``.
package protocol Coder: Sendable {
    /// Its name in results, settings and manifests.
    static var name: String { get }
    /// Counted up with each change that can change a suggestion.
    static var version: Int { get }

    init(codebook: Codebook)

    func suggestions(for transcript: Transcript) -> [Suggestion]
}
