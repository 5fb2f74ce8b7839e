/// One sentence: the unit that is coded, frozen per run.
package struct Segment: Sendable, Hashable {
    /// 0-based, in text order.
    package let index: Int
    /// Index of the turn it belongs to.
    package let turn: Int
    package let range: TextRange

    package init(index: Int, turn: Int, range: TextRange) {
        self.index = index
        self.turn = turn
        self.range = range
    }
}
