import Codebooks
import Transcripts

/// Scores one indicator: voices, then kinds of evidence, then all of them.
///
/// 1. A *statement* is evidence that counts, with the anchor it supports (``Statement``).
/// 2. A *voice* that says both is taken at the side it takes in at least `corroboration` distinct passages, where the
///    other side has fewer: a stray sentence does not overturn what its speaker says again and again. No voice outweighs
///    another, however much it says.
/// 3. A *kind of evidence* has the set A of the anchors that are left, and the value `within(A)`.
/// 4. The *indicator* has the value `across` its kinds of evidence, each counting once.
/// 5. It conflicts where anchor 0 and an anchor above 0 are both left. Its range is then the lowest and the highest value
///    of step 4 when each kind is left out in turn, a kind that contradicts itself being read at its lowest and at its
///    highest anchor.
struct IndicatorScorer {
    let indicator: IndicatorRule
    let rules: ScoringRules

    func score(_ evidence: [Evidence]) -> (score: IndicatorScore, scored: Set<Int64>) {
        var statements: [EvidenceType: [Statement]] = [:]
        var unscored: [UnscoredEvidence] = []
        for piece in evidence where piece.anchor.indicator == indicator.id {
            switch Statement.weigh(piece, for: indicator, by: rules) {
            case .scored(let statement): statements[statement.type, default: []].append(statement)
            case .unscored(let cause): unscored.append(UnscoredEvidence(id: piece.id, cause: cause))
            }
        }
        let cells = statements.mapValues(cell)
        let isConflicting = cells.values.contains(where: \.isContrary) && cells.values.contains(where: \.isSupportive)
        let value = rules.across(cells.values.map(\.value))
        let score = IndicatorScore(
            indicator: indicator.id, value: value, cells: cells, isConflicting: isConflicting,
            range: isConflicting ? contestedRange(cells) : value.map { $0...$0 }, unscored: unscored.sorted { $0.id < $1.id })
        return (score, Set(statements.values.joined().map(\.id)))
    }

    private func cell(_ statements: [Statement]) -> IndicatorCell {
        let setAside = Set(Dictionary(grouping: statements, by: \.voice).values.flatMap(outweighed).map(\.id))
        let anchors = Set(statements.lazy.filter { !setAside.contains($0.id) }.map(\.anchor)).sorted()
        let value = rules.within(anchors.map(Double.init)) ?? 0
        let supports = { (statement: Statement) in (statement.anchor > 0) == (value >= 1) }
        return IndicatorCell(
            value: value, anchors: anchors,
            supporting: statements.filter(supports).map(\.id).sorted(),
            contradicting: statements.filter { !supports($0) }.map(\.id).sorted(), setAside: setAside.sorted())
    }

    /// What a voice says on the side it takes in too few passages, where it takes the other side in enough.
    private func outweighed(_ voice: [Statement]) -> [Statement] {
        let contrary = voice.filter { $0.anchor == 0 }
        let supporting = voice.filter { $0.anchor > 0 }
        guard !contrary.isEmpty, !supporting.isEmpty else { return [] }
        let enough = { (side: [Statement]) in Passage.distinctCount(side.lazy.map(\.passage)) >= rules.corroboration }
        switch (enough(contrary), enough(supporting)) {
        case (true, false): return supporting
        case (false, true): return contrary
        case (true, true), (false, false): return []
        }
    }

    private func contestedRange(_ cells: [EvidenceType: IndicatorCell]) -> ClosedRange<Double>? {
        func reading(without left: EvidenceType?, _ anchor: (IndicatorCell) -> Double) -> Double? {
            rules.across(cells.filter { $0.key != left }.values.map { $0.isContrary && $0.isSupportive ? anchor($0) : $0.value })
        }
        let leftOut: [EvidenceType?] = cells.count > 1 ? cells.keys.sorted() : [nil]
        let lowest = leftOut.compactMap { reading(without: $0) { Double($0.anchors.first ?? 0) } }.min()
        let highest = leftOut.compactMap { reading(without: $0) { Double($0.anchors.last ?? 0) } }.max()
        guard let lowest, let highest else { return nil }
        return lowest...highest
    }
}
