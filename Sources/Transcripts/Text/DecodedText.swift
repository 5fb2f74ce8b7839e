/// The bytes of a text file, known to be valid in an encoding.
package struct DecodedText: Sendable {
    package let encoding: TextEncoding
    /// All of the file; a byte-order mark is skipped, not cut off, so that offsets stay those of the file.
    private let bytes: [UInt8]
    private let start: Int

    var byteCount: Int { bytes.count }

    /// Recognises the encoding and checks every byte.
    ///
    /// - Parameter declared: What the uploader says it is; then nothing is guessed.
    package init(_ bytes: [UInt8], declared: TextEncoding? = nil) throws(DocumentProblem) {
        if let declared {
            start = EncodingDetector.byteOrderMark(of: bytes).flatMap { $0.encoding == declared ? $0.length : nil } ?? 0
            encoding = declared
            if let offset = EncodingDetector.firstInvalidByte(in: bytes, as: declared, from: start) {
                throw .invalidEncoding(declared, offset: offset)
            }
        } else {
            (encoding, start) = try EncodingDetector.detect(bytes)
        }
        self.bytes = bytes
    }
}

extension DecodedText: Sequence {
    package struct Iterator: IteratorProtocol {
        fileprivate var decoder: ScalarDecoder

        mutating package func next() -> SourcedScalar? { decoder.next() }
    }

    package func makeIterator() -> Iterator {
        Iterator(decoder: ScalarDecoder(bytes, encoding: encoding, from: start))
    }
}
