import Clusters
import Reports
import Storage
import Transcripts

extension ClusterLine {
    /// The fields of its JSON, for the list and at the head of its story. Reasons are their codes.
    func json(_ study: String) -> [(name: String, value: JSONText)] {
        [
            ("study", .string(study)), ("cluster", .string(code.description)), ("members", .integer(members)),
            ("commodity", .text(commodity)), ("documents", .integer(documents)),
            ("outcome", .string(assessment?.outcome.rawValue)), ("settled", .string(assessment?.settled?.rawValue)),
            ("basis", .string(assessment?.basis.rawValue)), ("ability", .score(assessment?.ability.value)),
            ("trigger", .score(assessment?.trigger.value)), ("experts", Self.experts(assessment?.experts)),
            ("reasons", .strings(assessment?.reasons.map(\.rawValue) ?? [])), ("classifiedAt", .time(classifiedAt)),
        ]
    }

    private static func experts(_ view: ExpertView?) -> JSONText {
        switch view {
        case nil: .null
        case .single(let pattern, let rater): .object([(rater, .string(pattern.rawValue))])
        case .consensus(let pattern, let raters):
            .object([("consensus", .string(pattern.rawValue)), ("raters", .integer(raters))])
        case .dissent(let ratings):
            .object(ratings.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value.rawValue)) })
        }
    }
}
