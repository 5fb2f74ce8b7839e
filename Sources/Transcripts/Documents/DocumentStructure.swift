/// What a format knows about its text that the text alone does not say. All lists are in text order.
package struct DocumentStructure: Sendable, Hashable, Codable {
    /// Positions of the line ends that only wrap a line and do not end a paragraph.
    package var softBreaks: [Int]
    package var cues: [Cue]
    package var rows: [TableRow]

    package init(softBreaks: [Int] = [], cues: [Cue] = [], rows: [TableRow] = []) {
        self.softBreaks = softBreaks
        self.cues = cues
        self.rows = rows
    }
}
