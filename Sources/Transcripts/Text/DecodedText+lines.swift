extension DecodedText {
    /// Its lines without their ends, be they LF, CRLF or CR.
    var lines: LineSequence { LineSequence(text: self) }

    struct LineSequence: Sequence, IteratorProtocol {
        private var scalars: DecodedText.Iterator
        private var endedWithCR = false
        private var isAtEnd = false

        fileprivate init(text: DecodedText) {
            scalars = text.makeIterator()
        }

        mutating func next() -> [SourcedScalar]? {
            if isAtEnd { return nil }
            var line: [SourcedScalar] = []
            while let next = scalars.next() {
                let endsCRLF = endedWithCR && next.scalar == "\n"
                endedWithCR = next.scalar == "\r"
                if endsCRLF { continue }
                if next.scalar == "\n" || next.scalar == "\r" { return line }
                line.append(next)
            }
            isAtEnd = true
            return line
        }
    }
}
