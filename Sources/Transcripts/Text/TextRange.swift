/// A stretch of canonical text: Unicode scalars, 0-based, end-exclusive, as REFI-QDA counts them.
package struct TextRange: Hashable, Sendable, Codable {
    package let start: Int
    package let end: Int

    package init(_ start: Int, _ end: Int) {
        precondition(0 <= start && start <= end, "a range runs forward from zero")
        self.start = start
        self.end = end
    }

    package var count: Int { end - start }
    package var isEmpty: Bool { start == end }

    package func contains(_ other: TextRange) -> Bool { start <= other.start && other.end <= end }
    package func overlaps(_ other: TextRange) -> Bool { start < other.end && other.start < end }
}

extension TextRange {
    private enum CodingKeys: CodingKey { case start, end }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let (start, end) = (try container.decode(Int.self, forKey: .start), try container.decode(Int.self, forKey: .end))
        guard 0 <= start && start <= end else {
            throw DecodingError.dataCorruptedError(
                forKey: .start, in: container, debugDescription: "a range runs forward from zero")
        }
        self.init(start, end)
    }
}
