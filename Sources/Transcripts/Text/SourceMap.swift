/// From canonical text back to where it came from: the byte of a text file, the paragraph of an office file.
///
/// Between two anchors the text was taken over as it is, so positions follow from the width of each scalar; an anchor
/// stands wherever they do not: behind a dropped CR, a composed character, a piece of markup.
package struct SourceMap: Sendable, Hashable {
    /// What the source is counted in.
    package enum Unit: Sendable, Hashable {
        /// Bytes of the uploaded file, from 0.
        case bytes(TextEncoding)
        /// Paragraphs of the document in their order, from 0, those of tables among them.
        case paragraphs

        /// How far a scalar taken over as it is moves on in the source.
        func width(of scalar: Unicode.Scalar) -> Int {
            switch self {
            case .bytes(let encoding): encoding.width(of: scalar)
            case .paragraphs: 0
            }
        }
    }

    /// A scalar of the canonical text and where it begins in the source. Both never run backwards.
    package struct Anchor: Sendable, Hashable {
        package let scalar: Int
        package let source: Int
    }

    package let unit: Unit
    package private(set) var anchors: [Anchor] = []
    /// Where the next scalar begins, if it follows the last without a break.
    private var expected: Int?

    init(unit: Unit) {
        self.unit = unit
    }

    /// Records a scalar, in text order.
    mutating func record(_ scalar: Unicode.Scalar, at position: Int, from source: Int) {
        if source != expected { anchors.append(Anchor(scalar: position, source: source)) }
        expected = source + unit.width(of: scalar)
    }

    /// Records where the last scalar ends, for a source that is taken over to its end.
    mutating func recordEnd(at position: Int, source: Int) {
        if source != expected { anchors.append(Anchor(scalar: position, source: source)) }
    }

    /// Where a scalar of the text begins in the source; `scalarCount` gives where the last one ends.
    package func source(ofScalar position: Int, in text: CanonicalText) -> Int {
        let next = anchors.partitioningIndex { $0.scalar > position }
        guard next > 0 else { return 0 }
        let anchor = anchors[next - 1]
        return text.scalars(TextRange(anchor.scalar, position)).reduce(anchor.source) { $0 + unit.width(of: $1) }
    }
}

extension SourceMap {
    /// Whether the anchors run forward and lie in the text.
    func fits(_ text: CanonicalText) -> Bool {
        anchors.allSatisfy { 0 <= $0.scalar && $0.scalar <= text.scalarCount && 0 <= $0.source }
            && zip(anchors, anchors.dropFirst()).allSatisfy { $0.scalar < $1.scalar && $0.source <= $1.source }
    }
}

extension SourceMap: Codable {
    private enum CodingKeys: CodingKey { case unit, anchors }

    /// Anchors are one flat list of numbers: there are many of them.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        unit = try container.decode(Unit.self, forKey: .unit)
        let numbers = try container.decode([Int].self, forKey: .anchors)
        guard numbers.count.isMultiple(of: 2) else {
            throw DecodingError.dataCorruptedError(forKey: .anchors, in: container, debugDescription: "anchors are pairs")
        }
        anchors = stride(from: 0, to: numbers.count, by: 2).map { Anchor(scalar: numbers[$0], source: numbers[$0 + 1]) }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(unit, forKey: .unit)
        try container.encode(anchors.flatMap { [$0.scalar, $0.source] }, forKey: .anchors)
    }

    package static func == (a: Self, b: Self) -> Bool { a.unit == b.unit && a.anchors == b.anchors }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(unit)
        hasher.combine(anchors)
    }
}

extension SourceMap.Unit: Codable {
    private static let paragraphsName = "paragraphs"

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let name = try container.decode(String.self)
        if name == Self.paragraphsName {
            self = .paragraphs
        } else if let encoding = TextEncoding(rawValue: name) {
            self = .bytes(encoding)
        } else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "a source unit")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .bytes(let encoding): try container.encode(encoding.rawValue)
        case .paragraphs: try container.encode(Self.paragraphsName)
        }
    }
}

extension Array {
    /// Index of the first element that holds, where all that hold come last.
    func partitioningIndex(where holds: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
