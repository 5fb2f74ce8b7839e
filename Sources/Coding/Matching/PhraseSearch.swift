import Codebooks

/// The inner loop: reads text, cuts it into tokens and runs the automaton over its shadow, all in one pass and without
/// writing the shadow down.
struct PhraseSearch {
    // The tables of `PhraseFinder`, valid inside `withSearch`.
    let columns: UnsafePointer<UInt8>
    let table: UnsafePointer<UInt32>
    let width: UInt32
    let firstAccepting: UInt32
    let needles: Rows<Int32>.View
    let wordCounts: UnsafePointer<Int32>
    let joins: Rows<PhraseSet.Join>.View
    /// Of each ASCII character the column of what it folds to, ``wordPart`` or ``blank``.
    let ascii: UnsafePointer<UInt16>
    /// One bit for each scalar of the basic plane that folds to another or is a blank.
    let special: UnsafePointer<UInt64>

    /// Set in ``ascii`` for letters and digits.
    static let wordPart: UInt16 = 0x100
    static let blank: UInt16 = 0x200

    /// Reads scalars `start..<end`, the first of them at `byte`, and adds tokens and hits to the buffer. Phrases are found
    /// within the stretch only. Returns the byte after the last scalar.
    func run(
        _ bytes: UnsafeBufferPointer<UInt8>, from byte: Int, scalars start: Int, to end: Int, into buffer: SentenceBuffer
    ) -> Int {
        buffer.reserve(tokens: end - start)
        var state: UInt32 = 0
        var byte = byte
        var inWord = false
        var afterSpace = false

        let spaceColumn = Int(columns[0x20])

        @inline(__always) func read(column: Int) {
            state = table[Int(state) + column]
            if state >= firstAccepting { record(state, into: buffer) }
        }
        @inline(__always) func read(_ value: UInt8) { read(column: Int(columns[Int(value)])) }
        @inline(__always) func closeWord(_ scalar: Int) {
            guard inWord else { return }
            inWord = false
            buffer.endLastToken(scalar: scalar, byte: byte)
            read(column: spaceColumn)
            afterSpace = true
        }
        @inline(__always) func openWord(_ scalar: Int) {
            guard !inWord else { return }
            inWord = true
            buffer.addToken(start: scalar, end: scalar + 1, startByte: byte, endByte: byte)
            if !afterSpace { read(column: spaceColumn) }
            afterSpace = false
        }

        var scalar = start
        while scalar < end {
            let lead = bytes[byte]
            if lead < 0x80 {
                let meaning = ascii[Int(lead)]
                if meaning >= Self.blank {
                    closeWord(scalar)
                } else if meaning >= Self.wordPart {
                    openWord(scalar)
                    read(column: Int(meaning & 0xFF))
                } else {
                    closeWord(scalar)
                    buffer.addToken(start: scalar, end: scalar + 1, startByte: byte, endByte: byte + 1)
                    read(column: Int(meaning))
                    afterSpace = false
                }
                byte += 1
            } else if lead & 0xF0 == 0xE0, !isSpecial(bytes, byte) {
                closeWord(scalar)
                buffer.addToken(start: scalar, end: scalar + 1, startByte: byte, endByte: byte + 3)
                read(lead)
                read(bytes[byte + 1])
                read(bytes[byte + 2])
                afterSpace = false
                byte += 3
            } else {
                let (value, length) = bytes.scalar(at: byte)
                let folded = Folding.fold(value)
                if Folding.isBlank(folded) {
                    closeWord(scalar)
                } else if Folding.isWordPart(folded) {
                    openWord(scalar)
                    for unit in UTF8.encode(folded)! { read(unit) }
                } else {
                    closeWord(scalar)
                    buffer.addToken(start: scalar, end: scalar + 1, startByte: byte, endByte: byte + length)
                    for unit in UTF8.encode(folded)! { read(unit) }
                    afterSpace = false
                }
                byte += length
            }
            scalar += 1
        }
        closeWord(end)
        return byte
    }

    /// A three-byte scalar that folds to another or is a blank.
    @inline(__always)
    private func isSpecial(_ bytes: UnsafeBufferPointer<UInt8>, _ byte: Int) -> Bool {
        let value = Int(bytes[byte] & 0x0F) << 12 | Int(bytes[byte + 1] & 0x3F) << 6 | Int(bytes[byte + 2] & 0x3F)
        return special[value >> 6] & (1 << UInt64(value & 63)) != 0
    }

    /// Notes the needles that end at a state.
    @inline(never)
    private func record(_ state: UInt32, into buffer: SentenceBuffer) {
        let end = Int32(truncatingIfNeeded: buffer.tokenCount)
        for phrase in needles[Int32((state - firstAccepting) / width)] { record(phrase: phrase, end: end, into: buffer) }
    }

    private func record(phrase: Int32, end: Int32, into buffer: SentenceBuffer) {
        let start = end - wordCounts[Int(phrase)]
        buffer.addHit(Hit(phrase: phrase, start: start, end: end))
        for join in joins[phrase] where buffer.hasHit(join.left, endingAt: start) {
            record(phrase: join.whole, end: end, into: buffer)
        }
    }
}
