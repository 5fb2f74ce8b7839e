import Clusters
import Reports
import Storage
import Transcripts

extension ClusterStory {
    var json: JSONText {
        .object(
            cluster.json(study) + [
                ("ruleSet", .object([("name", .string(rules.name)), ("version", .integer(rules.version))])),
                ("indicators", .array((cluster.assessment?.indicators ?? []).map(object))),
            ])
    }

    private func object(_ score: IndicatorScore) -> JSONText {
        .object([
            ("indicator", .string(score.indicator)), ("value", .score(score.value)),
            ("isConflicting", .bool(score.isConflicting)),
            (
                "cells",
                .array(
                    score.cells.sorted { $0.key < $1.key }.map { type, cell in
                        .object([
                            ("evidence", .string(type.rawValue)), ("value", .score(cell.value)),
                            ("supporting", quotations(cell.supporting)), ("contradicting", quotations(cell.contradicting)),
                            ("setAside", .array(cell.setAside.map { .integer($0) })),
                        ])
                    })
            ),
        ])
    }

    private func quotations(_ ids: [Int64]) -> JSONText {
        .array(
            evidence.ordered(ids).map { id in
                .object([
                    ("suggestion", .integer(id)), ("participant", .string(evidence[id]?.participant?.description)),
                    ("quotation", .string(evidence[id]?.quotation)),
                ])
            })
    }
}
