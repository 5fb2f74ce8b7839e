import Transcripts

/// Walks through canonical text from sentence to sentence, scalars and bytes in step.
struct ScalarCursor {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let text: CanonicalText
    private var scalar = 0
    private var byte = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ text: CanonicalText) {
        self.bytes = bytes
        self.text = text
    }

    /// Searches the scalars `start..<end`.
    mutating func search(_ start: Int, _ end: Int, with search: PhraseSearch, into buffer: SentenceBuffer) {
        move(to: start)
        byte = search.run(bytes, from: byte, scalars: start, to: end, into: buffer)
        scalar = end
    }

    /// Sentences follow closely, so the way there is usually walked; a long or backward way is looked up.
    private mutating func move(to target: Int) {
        if target < scalar || target - scalar > 64 {
            byte = text.utf8Offset(ofScalar: target)
        } else {
            while scalar < target {
                byte += 1
                while byte < bytes.count, bytes[byte] & 0xC0 == 0x80 { byte += 1 }
                scalar += 1
            }
        }
        scalar = target
    }
}
