import CoreMetrics
import Synchronization

/// Keeps every metric of the process until Prometheus asks for it.
final class MetricRegistry: MetricsFactory {
    /// More sets of labels than this under one name are a mistake, and are not kept.
    static let seriesLimit = 1000

    private struct Family {
        let kind: MetricFamily.Kind
        var series: [[MetricLabel]: any MetricSeries] = [:]
    }

    private let families = Mutex<[String: Family]>([:])

    /// Every metric at this moment.
    func collect() -> [MetricFamily] {
        families.withLock { families in
            families.sorted { $0.key < $1.key }.map { name, family in
                let series = family.series.sorted { $0.key.lexicographicallyPrecedes($1.key) }
                return MetricFamily(name, family.kind, series.flatMap { labels, series in series.samples(labels) })
            }
        }
    }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(label, .counter, dimensions) { CounterSeries() } ?? NOOPMetricsHandler.instance
    }

    func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        series(label, .gauge, dimensions) { GaugeSeries() } ?? NOOPMetricsHandler.instance
    }

    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        guard aggregate else { return series(label, .gauge, dimensions) { GaugeSeries() } ?? NOOPMetricsHandler.instance }
        return series(label, .histogram, dimensions) { HistogramSeries() } ?? NOOPMetricsHandler.instance
    }

    /// Prometheus counts time in seconds and says so in the name.
    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(label + "_seconds", .histogram, dimensions) { HistogramSeries() } ?? NOOPMetricsHandler.instance
    }

    // Metrics live as long as the process: a counter that vanished and came back would look like a restart.
    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyMeter(_ handler: any MeterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}

    /// The series of a name and labels, made on first use; nil if the name is another kind of metric's, or has too many.
    private func series<Series: MetricSeries>(
        _ label: String, _ kind: MetricFamily.Kind, _ dimensions: [(String, String)], make: () -> Series
    ) -> Series? {
        let labels = dimensions.map { MetricLabel(name: MetricExposition.name($0, isLabel: true), value: $1) }.sorted()
        return families.withLock { families in
            let name = MetricExposition.name(label)
            var family = families[name] ?? Family(kind: kind)
            if let known = family.series[labels] { return known as? Series }
            guard family.kind == kind, family.series.count < Self.seriesLimit else { return nil }
            let series = make()
            family.series[labels] = series
            families[name] = family
            return series
        }
    }
}
