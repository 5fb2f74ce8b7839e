/// An uploaded file, told apart once into text and everything else.
package enum DocumentContent: Sendable {
    case text(DecodedText)
    /// A file that begins as a zip, compound, PDF or other binary file does.
    case binary([UInt8])

    /// What no text file begins with.
    private static let signatures: [[UInt8]] = [
        Array("PK".utf8) + [0x03, 0x04], Array("PK".utf8) + [0x05, 0x06],  // zip, and a zip without entries
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],  // compound file: old or encrypted office files
        Array("%PDF-".utf8), Array("{\\rtf".utf8), [0x1F, 0x8B], [0x89] + Array("PNG".utf8), [0xFF, 0xD8, 0xFF],
    ]

    /// - Parameter encoding: The encoding of text, where the uploader declares it.
    package init(_ bytes: [UInt8], encoding: TextEncoding? = nil) throws(DocumentProblem) {
        guard !bytes.isEmpty else { throw .empty }
        if Self.signatures.contains(where: { bytes.starts(with: $0) }) {
            self = .binary(bytes)
        } else {
            self = .text(try DecodedText(bytes, declared: encoding))
        }
    }
}
