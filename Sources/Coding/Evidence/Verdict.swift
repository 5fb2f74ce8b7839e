package import Transcripts

extension EvidenceVerifier {
    /// How a quotation was found.
    package enum Verdict: Sendable, Hashable {
        /// Scalar for scalar.
        case exact(TextRange)
        /// But for case, width, variants of characters and blanks.
        case normalised(TextRange)
        /// With slips, each shown; a person must look.
        case near(TextRange, [Difference])
        case notFound
    }

    /// One slip of a near quotation.
    package struct Difference: Sendable, Hashable {
        /// Where in the text it is; empty where the quotation has words that the text has not.
        package let at: TextRange
        package let quoted: String
        package let found: String

        package init(at: TextRange, quoted: String, found: String) {
            self.at = at
            self.quoted = quoted
            self.found = found
        }
    }
}
