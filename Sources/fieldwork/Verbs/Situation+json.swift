import Reports
import Storage

extension Situation {
    var json: JSONText {
        .object([
            ("schema", .integer(version)),
            (
                "processes",
                .array(
                    processes.map { process in
                        .object([
                            ("host", .string(process.host)), ("pid", .integer(process.pid)),
                            ("version", .string(process.version)), ("queues", .strings(process.queues)),
                            ("kinds", .strings(process.kinds)), ("startedAt", .time(process.startedAt)),
                            ("isAlive", .bool(process.isAlive)), ("running", .integer(process.running)),
                        ])
                    })
            ),
            (
                "queues",
                .array(
                    depths.map { depth in
                        .object([
                            ("queue", .string(depth.queue)), ("kind", .string(depth.kind)),
                            ("available", .integer(depth.available)), ("running", .integer(depth.running)),
                            ("scheduled", .integer(depth.scheduled)), ("retryable", .integer(depth.retryable)),
                            ("waitingSince", .time(depth.waitingSince)),
                        ])
                    })
            ),
            (
                "documents",
                .array(
                    standings.map { standing in
                        .object([
                            ("study", .string(standing.study)), ("received", .integer(standing.received)),
                            ("processed", .integer(standing.processed)), ("coded", .integer(standing.coded)),
                            ("refused", .integer(standing.refused)), ("failed", .integer(standing.failed)),
                            ("cancelled", .integer(standing.cancelled)),
                        ])
                    })
            ),
            (
                "failures",
                .array(
                    failures.map { failure in
                        .object([
                            ("kind", .string(failure.kind)), ("reason", .string(failure.reason)),
                            ("failed", .integer(failure.failed)), ("discarded", .integer(failure.discarded)),
                            ("last", .time(failure.last)),
                        ])
                    })
            ),
        ])
    }
}
