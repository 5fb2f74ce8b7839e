/// The tokens and hits of the sentence at hand, in memory that is used again for the next one.
final class SentenceBuffer {
    private(set) var tokenCount = 0
    private(set) var hitCount = 0
    private var tokenStorage: UnsafeMutableBufferPointer<Token> = .allocate(capacity: 512)
    private var hitStorage: UnsafeMutableBufferPointer<Hit> = .allocate(capacity: 512)

    deinit {
        tokenStorage.deallocate()
        hitStorage.deallocate()
    }

    var tokens: UnsafeBufferPointer<Token> { UnsafeBufferPointer(rebasing: tokenStorage[..<tokenCount]) }
    /// In the order in which they end.
    var hits: UnsafeBufferPointer<Hit> { UnsafeBufferPointer(rebasing: hitStorage[..<hitCount]) }

    func removeAll() {
        tokenCount = 0
        hitCount = 0
    }

    /// Makes room for so many more tokens.
    func reserve(tokens: Int) {
        if tokenCount + tokens > tokenStorage.count {
            tokenStorage = Self.grown(tokenStorage, count: tokenCount, to: (tokenCount + tokens) * 2)
        }
    }

    /// Adds a token for which there is room.
    @inline(__always)
    func addToken(start: Int, end: Int, startByte: Int, endByte: Int) {
        tokenStorage.baseAddress.unsafelyUnwrapped[tokenCount] = Token(
            start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: end),
            startByte: Int32(truncatingIfNeeded: startByte), endByte: Int32(truncatingIfNeeded: endByte))
        tokenCount &+= 1
    }

    @inline(__always)
    func endLastToken(scalar: Int, byte: Int) {
        let last = tokenStorage.baseAddress.unsafelyUnwrapped + (tokenCount - 1)
        last.pointee.end = Int32(truncatingIfNeeded: scalar)
        last.pointee.endByte = Int32(truncatingIfNeeded: byte)
    }

    func addHit(_ hit: Hit) {
        if hitCount == hitStorage.count { hitStorage = Self.grown(hitStorage, count: hitCount, to: hitCount * 2) }
        hitStorage[hitCount] = hit
        hitCount += 1
    }

    /// Whether a phrase has been found that ends before this token.
    func hasHit(_ phrase: Int32, endingAt end: Int32) -> Bool {
        hits.contains { $0.phrase == phrase && $0.end == end }
    }

    private static func grown<Element>(
        _ storage: UnsafeMutableBufferPointer<Element>, count: Int, to capacity: Int
    ) -> UnsafeMutableBufferPointer<Element> {
        let larger = UnsafeMutableBufferPointer<Element>.allocate(capacity: capacity)
        _ = larger.moveInitialize(fromContentsOf: storage[..<count])
        storage.deallocate()
        return larger
    }
}
