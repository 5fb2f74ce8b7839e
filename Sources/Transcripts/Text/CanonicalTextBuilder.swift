/// Makes canonical text from scalars as they are read: CRLF and CR become LF, the rest is composed (NFC). Keeps the map
/// back to the source, and refuses to grow beyond a limit.
struct CanonicalTextBuilder {
    private var utf8: [UInt8] = []
    private var map: SourceMap
    private var count = 0
    private let limit: Int

    /// The last scalar, which a mark may still change, and the marks behind it.
    private var last: SourcedScalar?
    private var marks: [SourcedScalar] = []
    /// No writing system stacks so many on one letter.
    private static let mostMarks = 1_000
    private var endedWithCR = false

    /// Of two scalars each.
    private var compositions: [UInt64: [Unicode.Scalar]] = [:]

    /// Characters that mean something only on the computer they come from.
    private var privateUseCount = 0

    init(unit: SourceMap.Unit, limits: DocumentLimits) {
        self.map = SourceMap(unit: unit)
        self.limit = limits.textSize
    }

    mutating func append(_ next: SourcedScalar) throws(DocumentProblem) {
        var next = next
        if endedWithCR && next.scalar == "\n" {
            endedWithCR = false
            return
        }
        endedWithCR = next.scalar == "\r"
        if endedWithCR { next = SourcedScalar(scalar: "\n", source: next.source) }
        if Normalization.isInert(next.scalar) || !joinsLast(next.scalar) {
            settle()
            last = next
        } else {
            marks.append(next)
        }
        guard utf8.count <= limit, marks.count <= Self.mostMarks else { throw .tooLargeInside(.textSize) }
    }

    /// Appends what is not in the source, such as the line end between two cells, as if it stood at `source`.
    mutating func append(_ text: String, at source: Int) throws(DocumentProblem) {
        for scalar in text.unicodeScalars { try append(SourcedScalar(scalar: scalar, source: source)) }
    }

    /// Where the next scalar will stand. What is appended later no longer composes with what came before.
    mutating func position() -> Int {
        settle()
        return count
    }

    /// - Parameter end: Where the source ends, if the text was taken over to its end.
    mutating func finish(end: Int? = nil) -> (text: CanonicalText, source: SourceMap, notices: [Notice]) {
        settle()
        if let end { map.recordEnd(at: count, source: end) }
        let notices = privateUseCount == 0 ? [] : [Notice(.privateUseCharacters, count: privateUseCount)]
        return (CanonicalText(canonical: utf8), map, notices)
    }

    private func joinsLast(_ scalar: Unicode.Scalar) -> Bool {
        guard let last else { return false }
        return scalar.properties.canonicalCombiningClass != .notReordered
            || Normalization.joins(scalar, [last.scalar] + marks.map(\.scalar))
    }

    /// Writes the last scalar with its marks. Where they compose, all of the result comes from the first of them.
    private mutating func settle() {
        guard let last else { return }
        self.last = nil
        if marks.isEmpty && Normalization.isInert(last.scalar) { return emit(last) }
        let cluster = [last] + marks
        marks.removeAll(keepingCapacity: true)
        let composed = compose(cluster)
        let oneToOne = composed.count == cluster.count
        for (index, scalar) in composed.enumerated() {
            emit(SourcedScalar(scalar: scalar, source: oneToOne ? cluster[index].source : last.source))
        }
    }

    /// A text that is decomposed throughout is full of the same few letters with the same mark.
    private mutating func compose(_ cluster: [SourcedScalar]) -> [Unicode.Scalar] {
        let scalars = cluster.map(\.scalar)
        guard scalars.count == 2 else { return Normalization.composed(scalars) }
        let pair = UInt64(scalars[0].value) << 32 | UInt64(scalars[1].value)
        if let known = compositions[pair] { return known }
        let composed = Normalization.composed(scalars)
        compositions[pair] = composed
        return composed
    }

    private mutating func emit(_ next: SourcedScalar) {
        map.record(next.scalar, at: count, from: next.source)
        count += 1
        if next.scalar.isASCII {
            utf8.append(UInt8(truncatingIfNeeded: next.scalar.value))
        } else {
            utf8.append(contentsOf: next.scalar.utf8)
            if next.scalar.isPrivateUse { privateUseCount += 1 }
        }
    }
}
