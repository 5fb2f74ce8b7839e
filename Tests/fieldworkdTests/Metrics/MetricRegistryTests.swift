import CoreMetrics
import Testing

@testable import fieldworkd

@Suite struct MetricRegistryTests {
    private func text(_ registry: MetricRegistry) -> String { MetricExposition.text(registry.collect()) }

    @Test("metrics and their labels are written in order, however they came")
    func order() {
        let registry = MetricRegistry()
        registry.makeCounter(label: "b_total", dimensions: [("kind", "z")]).increment(by: 2)
        registry.makeCounter(label: "b_total", dimensions: [("state", "x"), ("kind", "a")]).increment(by: 1)
        registry.makeMeter(label: "a", dimensions: []).set(0.25)
        registry.makeCounter(label: "b_total", dimensions: [("kind", "a"), ("state", "x")]).increment(by: 1)
        #expect(
            text(registry) == """
                # TYPE a gauge
                a 0.25
                # TYPE b_total counter
                b_total{kind="a",state="x"} 2
                b_total{kind="z"} 2

                """)
    }

    @Test("a timer is a histogram of seconds whose buckets add up")
    func timer() {
        let registry = MetricRegistry()
        let timer = registry.makeTimer(label: "t", dimensions: [("kind", "k")])
        for milliseconds in [1, 5, 6, 999_999_999] { timer.recordNanoseconds(Int64(milliseconds) * 1_000_000) }
        let lines = text(registry).split(separator: "\n")
        #expect(lines.first == "# TYPE t_seconds histogram")
        #expect(lines.contains(#"t_seconds_bucket{kind="k",le="0.005"} 2"#))
        #expect(lines.contains(#"t_seconds_bucket{kind="k",le="0.01"} 3"#))
        #expect(lines.contains(#"t_seconds_bucket{kind="k",le="300"} 3"#))
        #expect(lines.contains(#"t_seconds_bucket{kind="k",le="+Inf"} 4"#))
        #expect(lines.contains(#"t_seconds_count{kind="k"} 4"#))
        #expect(
            lines.contains(#"t_seconds_sum{kind="k"} 1000000.011"#)
                || lines.contains {
                    $0.hasPrefix(#"t_seconds_sum{kind="k"} 999999"#) || $0.hasPrefix(#"t_seconds_sum{kind="k"} 1000000.01"#)
                })
    }

    @Test("a label's value may be anything")
    func escaping() {
        let registry = MetricRegistry()
        registry.makeCounter(label: "c", dimensions: [("l", "a\"b\\c\nd 受")]).increment(by: 1)
        #expect(text(registry) == "# TYPE c counter\nc{l=\"a\\\"b\\\\c\\nd 受\"} 1\n")
    }

    @Test(
        "a name becomes one that Prometheus allows",
        arguments: [("fieldwork.jobs-done", "fieldwork_jobs_done"), ("1st", "_1st"), ("受", "_"), ("", "_"), ("a:b", "a:b")])
    func names(name: String, allowed: String) {
        #expect(MetricExposition.name(name) == allowed)
    }

    @Test("a label's name may hold no colon")
    func labelNames() {
        #expect(MetricExposition.name("a:b", isLabel: true) == "a_b")
    }

    @Test(
        "numbers are written as Prometheus reads them",
        arguments: [
            (0, "0"), (-1, "-1"), (0.1, "0.1"), (1e300, "1e+300"), (.infinity, "+Inf"), (-.infinity, "-Inf"), (.nan, "NaN"),
        ] as [(Double, String)])
    func numbers(value: Double, text: String) {
        #expect(MetricExposition.number(value) == text)
    }

    @Test("one name is one kind of metric: what comes second under it is not kept")
    func kinds() {
        let registry = MetricRegistry()
        registry.makeCounter(label: "x", dimensions: []).increment(by: 1)
        registry.makeMeter(label: "x", dimensions: []).set(7.0)
        registry.makeMeter(label: "x", dimensions: [("a", "b")]).set(7.0)
        #expect(text(registry) == "# TYPE x counter\nx 1\n")
    }

    @Test("labels without end do not fill the memory")
    func limit() {
        let registry = MetricRegistry()
        for number in 0...MetricRegistry.seriesLimit {
            registry.makeCounter(label: "x", dimensions: [("n", "\(number)")]).increment(by: 1)
        }
        #expect(registry.collect().flatMap(\.samples).count == MetricRegistry.seriesLimit)
    }

    @Test("what is not a number is not counted")
    func notANumber() {
        let registry = MetricRegistry()
        registry.makeRecorder(label: "r", dimensions: [], aggregate: true).record(Double.nan)
        #expect(registry.collect().flatMap(\.samples).allSatisfy { $0.value == 0 })
    }

    @Test("the kernel's figures of this process are there")
    func process() throws {
        let families = ProcessMetrics.collect()
        let names = [
            "process_cpu_seconds_total", "process_resident_memory_bytes", "process_start_time_seconds", "process_open_fds",
            "process_max_fds",
        ]
        #expect(Set(families.map(\.name)) == Set(names))
        #expect(families.allSatisfy { $0.samples.count == 1 && $0.samples[0].value > 0 })
        #expect(families.allSatisfy { MetricCatalog.help[$0.name] != nil })
    }
}
