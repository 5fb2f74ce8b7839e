/// Evidence by its id, in the order it was given in. Ids follow the order in which documents happened to be coded; what is shown
/// follows the evidence.
package struct EvidenceIndex: Sendable {
    private let evidence: [Int64: (rank: Int, piece: Evidence)]

    package init(_ evidence: [Evidence]) {
        self.evidence = Dictionary(evidence.enumerated().map { ($1.id, (rank: $0, piece: $1)) }) { first, _ in first }
    }

    package subscript(id: Int64) -> Evidence? { evidence[id]?.piece }

    /// Ids in the order of the evidence; those of none come last.
    package func ordered(_ ids: [Int64]) -> [Int64] {
        ids.sorted { (evidence[$0]?.rank ?? .max, $0) < (evidence[$1]?.rank ?? .max, $1) }
    }
}
