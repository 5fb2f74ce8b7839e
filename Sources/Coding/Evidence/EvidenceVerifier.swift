import Codebooks
package import Transcripts

/// Checks that a quotation is really in the text. Evidence is verbatim or it is none.
package enum EvidenceVerifier {
    /// Looks for a quotation where it is said to stand.
    ///
    /// Exact and normalised quotations are found anywhere in the text, the nearest first. A near one is found within
    /// ``reach`` scalars of the place, with at most one slip in ``tolerance`` scalars.
    package static func verify(_ quotation: String, near range: TextRange, in text: CanonicalText) -> Verdict {
        let wanted = Array(quotation.unicodeScalars)
        let quoted = Shadow(wanted[...], from: 0)
        if quoted.scalars.isEmpty { return .notFound }
        if range.end <= text.scalarCount, !range.isEmpty, text[range].unicodeScalars.elementsEqual(wanted) {
            return .exact(range)
        }
        let scalars = Array(text.string.unicodeScalars)
        if let found = nearest(wanted, in: scalars, to: range.start) {
            return .exact(TextRange(found.lowerBound, found.upperBound))
        }
        let whole = Shadow(scalars[...], from: 0)
        if let found = nearest(quoted.scalars, in: whole.scalars, to: whole.index(of: range.start)) {
            return .normalised(whole.range(found))
        }
        let window = max(0, min(range.start, scalars.count) - reach)..<min(scalars.count, range.end + reach)
        let around = Shadow(scalars[window], from: window.lowerBound)
        guard quoted.scalars.count <= longestNear,
            let alignment = Alignment(of: quoted.scalars, in: around.scalars, atMost: quoted.scalars.count / tolerance)
        else { return .notFound }
        let differences = alignment.slips.map { slip in
            Difference(
                at: around.range(slip.found), quoted: words(wanted, quoted.range(slip.wanted)),
                found: words(scalars, around.range(slip.found)))
        }
        return .near(around.range(alignment.found), differences)
    }

    /// Passes suggestions whose evidence lies in their segment and is quoted to the letter; for a machine nothing less will do.
    package static func check(_ suggestions: [Suggestion], in transcript: Transcript) throws(EvidenceError) {
        for suggestion in suggestions {
            let evidence = suggestion.evidence
            guard transcript.segments.indices.contains(suggestion.segment),
                transcript.segments[suggestion.segment].range.contains(evidence), !evidence.isEmpty,
                evidence.end <= transcript.text.scalarCount,
                transcript.text[evidence].unicodeScalars.elementsEqual(suggestion.quotation.unicodeScalars)
            else { throw EvidenceError(code: suggestion.code, segment: suggestion.segment) }
        }
    }

    /// How far from its place a near quotation is sought, in scalars.
    package static let reach = 400
    /// One slip in so many scalars makes a near quotation; more make none.
    package static let tolerance = 8
    /// The longest quotation that is compared slip by slip, in scalars without blanks.
    package static let longestNear = 1000

    /// The occurrence that begins nearest to a place.
    private static func nearest(
        _ wanted: [Unicode.Scalar], in scalars: [Unicode.Scalar], to place: Int
    ) -> Range<Int>? {
        guard let first = wanted.first, wanted.count <= scalars.count else { return nil }
        var best: Int?
        for start in 0...(scalars.count - wanted.count) where scalars[start] == first {
            if let best, abs(best - place) <= abs(start - place) { continue }
            if scalars[start..<(start + wanted.count)].elementsEqual(wanted) { best = start }
        }
        return best.map { $0..<($0 + wanted.count) }
    }

    private static func words(_ scalars: [Unicode.Scalar], _ range: TextRange) -> String {
        var words = String.UnicodeScalarView()
        words.append(contentsOf: scalars[range.start..<range.end])
        return String(words)
    }
}

/// Text as it is compared: folded, without blanks, each scalar with its place.
private struct Shadow {
    private(set) var scalars: [Unicode.Scalar] = []
    private var places: [Int] = []
    private let end: Int

    init(_ text: ArraySlice<Unicode.Scalar>, from start: Int) {
        for (place, scalar) in zip(start..., text) {
            let folded = Folding.fold(scalar)
            if Folding.isBlank(folded) { continue }
            scalars.append(folded)
            places.append(place)
        }
        end = start + text.count
    }

    /// The first scalar that stands at a place of the text or after it.
    func index(of place: Int) -> Int { places.firstIndex { $0 >= place } ?? places.count }

    /// The stretch of the text that scalars stand in.
    func range(_ range: Range<Int>) -> TextRange {
        let start = range.lowerBound < places.count ? places[range.lowerBound] : end
        return TextRange(start, range.isEmpty ? start : places[range.upperBound - 1] + 1)
    }
}
