import CoreMetrics
import Synchronization

/// The value of one metric for one set of labels.
protocol MetricSeries: AnyObject, Sendable {
    func samples(_ labels: [MetricLabel]) -> [MetricFamily.Sample]
}

/// Only goes up.
final class CounterSeries: MetricSeries, CounterHandler {
    private let count = Atomic<Int64>(0)

    func increment(by amount: Int64) { count.add(amount, ordering: .relaxed) }
    func reset() { count.store(0, ordering: .relaxed) }

    func samples(_ labels: [MetricLabel]) -> [MetricFamily.Sample] {
        [MetricFamily.Sample(labels: labels, value: Double(count.load(ordering: .relaxed)))]
    }
}

/// Goes up and down.
final class GaugeSeries: MetricSeries, MeterHandler, RecorderHandler {
    private let value = Mutex(0.0)

    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { self.value.withLock { $0 = value } }
    func increment(by amount: Double) { value.withLock { $0 += amount } }
    func decrement(by amount: Double) { increment(by: -amount) }
    func record(_ value: Int64) { set(value) }
    func record(_ value: Double) { set(value) }

    func samples(_ labels: [MetricLabel]) -> [MetricFamily.Sample] {
        [MetricFamily.Sample(labels: labels, value: value.withLock { $0 })]
    }
}

/// How often values fell below each of a row of bounds.
final class HistogramSeries: MetricSeries, TimerHandler, RecorderHandler {
    /// From a claim that writes nothing to a document that takes minutes.
    static let bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, .infinity]

    private struct State {
        var counts = [Int](repeating: 0, count: bounds.count)
        var sum = 0.0
    }

    private let state = Mutex(State())

    func record(_ value: Int64) { record(Double(value)) }
    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }

    func record(_ value: Double) {
        // Not a number belongs under no bound, and would poison the sum for good.
        guard let bucket = Self.bounds.firstIndex(where: { value <= $0 }) else { return }
        state.withLock { state in
            state.counts[bucket] += 1
            state.sum += value
        }
    }

    func samples(_ labels: [MetricLabel]) -> [MetricFamily.Sample] {
        let state = state.withLock { $0 }
        var total = 0
        let buckets = zip(Self.bounds, state.counts).map { bound, count in
            total += count
            let bound = MetricLabel(name: "le", value: MetricExposition.number(bound))
            return MetricFamily.Sample(suffix: "_bucket", labels: labels + [bound], value: Double(total))
        }
        return buckets + [
            MetricFamily.Sample(suffix: "_sum", labels: labels, value: state.sum),
            MetricFamily.Sample(suffix: "_count", labels: labels, value: Double(total)),
        ]
    }
}
