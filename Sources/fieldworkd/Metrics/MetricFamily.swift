/// A metric as Prometheus reads it: its name, what it is, and its value for each set of labels.
struct MetricFamily {
    enum Kind: String {
        case counter, gauge, histogram
    }

    struct Sample {
        /// `_bucket`, `_sum` or `_count` of a histogram; else empty.
        var suffix = ""
        var labels: [MetricLabel] = []
        var value: Double
    }

    let name: String
    let kind: Kind
    var samples: [Sample]

    init(_ name: String, _ kind: Kind, _ samples: [Sample]) {
        self.name = name
        self.kind = kind
        self.samples = samples
    }

    init(_ name: String, _ kind: Kind, _ value: Double) {
        self.init(name, kind, [Sample(value: value)])
    }
}

struct MetricLabel: Hashable, Comparable {
    let name: String
    let value: String

    static func < (left: MetricLabel, right: MetricLabel) -> Bool {
        (left.name, left.value) < (right.name, right.value)
    }
}
