import Clusters
import Coding
import SourceFiles
import Transcripts

/// The words behind an indicator. What several codes marked in the same words, on the same side, is shown once.
struct QuotedIndicator {
    let score: IndicatorScore
    let groups: [Group]

    /// The passages of one kind of evidence; those that are not scored are a group of their own, without one.
    struct Group {
        let type: EvidenceType?
        let passages: [Passage]
    }

    struct Passage {
        /// nil where the report was not given the evidence.
        let words: String?
        let participant: ParticipantCode?
        let documentType: DocumentType?
        let isAgainst: Bool
        fileprivate(set) var marks: [LocalizedText]
        fileprivate(set) var standing: EvidenceStanding
    }

    /// How many passages there are.
    var count: Int { groups.reduce(0) { $0 + $1.passages.count } }

    /// The indicators anything is said of, in the order of the assessment.
    static func all(of cluster: ClusterReport) -> [QuotedIndicator] {
        let evidence = EvidenceIndex(cluster.evidence)
        return cluster.assessment.indicators.compactMap { score in
            let indicator = QuotedIndicator(score, evidence)
            return indicator.groups.isEmpty ? nil : indicator
        }
    }

    private init(_ score: IndicatorScore, _ evidence: EvidenceIndex) {
        var groups = score.cells.sorted { $0.key < $1.key }.map { type, cell in
            let counted = { (id: Int64, isAgainst: Bool) in
                let own = isAgainst ? [Words.contradicts] : []
                let setAside = cell.setAside.contains(id) ? [Words.setAside] : []
                let flags = evidence[id]?.flags.sorted().map(\.name) ?? []
                return Passage(evidence[id], isAgainst: isAgainst, marks: own + setAside + flags)
            }
            let passages =
                evidence.ordered(cell.supporting).map { counted($0, false) }
                + evidence.ordered(cell.contradicting).map { counted($0, true) }
            return Group(type: type, passages: Self.merged(passages))
        }
        if !score.unscored.isEmpty {
            // Flags are the cause why it does not count, or matter no more.
            let causes = Dictionary(score.unscored.map { ($0.id, $0.cause.name) }) { first, _ in first }
            let passages = evidence.ordered(score.unscored.map(\.id)).map { id in
                Passage(evidence[id], isAgainst: false, marks: causes[id].map { [$0] } ?? [])
            }
            groups.append(Group(type: nil, passages: Self.merged(passages)))
        }
        self.score = score
        self.groups = groups
    }

    private static func merged(_ passages: [Passage]) -> [Passage] {
        var merged: [Passage] = []
        for passage in passages {
            guard let same = merged.firstIndex(where: { $0.isSame(as: passage) }) else {
                merged.append(passage)
                continue
            }
            merged[same].marks += passage.marks.filter { !merged[same].marks.contains($0) }
            if passage.standing == .certified { merged[same].standing = .certified }
        }
        return merged
    }
}

extension QuotedIndicator.Passage {
    fileprivate init(_ evidence: Evidence?, isAgainst: Bool, marks: [LocalizedText]) {
        self.init(
            words: evidence?.quotation, participant: evidence?.participant, documentType: evidence?.documentType,
            isAgainst: isAgainst, marks: marks, standing: evidence?.standing ?? .suggested)
    }

    fileprivate func isSame(as other: Self) -> Bool {
        words == other.words && participant == other.participant && documentType == other.documentType
            && isAgainst == other.isAgainst
    }
}
