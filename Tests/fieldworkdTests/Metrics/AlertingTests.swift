import Foundation
import Subprocess
import SystemPackage
import TestSupport
import Testing

@testable import fieldworkd

/// `deploy/prometheus` and `deploy/grafana`: they ask for metrics that there are, by labels that these have.
@Suite struct AlertingTests {
    private static let rules = "deploy/prometheus/fieldwork.rules.yml"

    /// What a histogram's name has behind it.
    private static func base(_ name: Substring) -> String {
        for suffix in ["_bucket", "_sum", "_count"] where name.hasSuffix(suffix) {
            let base = String(name.dropLast(suffix.count))
            if MetricCatalog.help[base] != nil { return base }
        }
        return String(name)
    }

    @Test(
        "name only metrics that the daemon has",
        arguments: [rules, "deploy/prometheus/fieldwork.rules.test.yml", "deploy/grafana/fieldwork.json"])
    func names(path: String) throws {
        let text = try Repository.text(of: path)
        let names = Set(text.matches(of: /\b(?:fieldwork_\w+|process_\w+)/).map { Self.base($0.output) })
        #expect(names.count > 10)
        for name in names.sorted() { #expect(MetricCatalog.help[name] != nil, "\(path): \(name)") }
    }

    @Test("the dashboard is JSON whose panels all ask for something and do not overlap")
    func dashboard() throws {
        let data = Data(try Repository.text(of: "deploy/grafana/fieldwork.json").utf8)
        let dashboard = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let panels = try #require(dashboard["panels"] as? [[String: Any]])
        var taken: Set<[Int]> = []
        for panel in panels {
            let targets = try #require(panel["targets"] as? [[String: Any]])
            #expect(!targets.isEmpty && targets.allSatisfy { ($0["expr"] as? String)?.isEmpty == false })
            let place = try #require(panel["gridPos"] as? [String: Int])
            let (x, y, w, h) = (place["x"] ?? 0, place["y"] ?? 0, place["w"] ?? 0, place["h"] ?? 0)
            #expect(x + w <= 24)
            for column in x..<(x + w) { for row in y..<(y + h) { #expect(taken.insert([column, row]).inserted) } }
        }
    }

    @Test("every alert says what is wrong, in both languages, and what to do, and has a test that it fires")
    func alerts() throws {
        let text = try Repository.text(of: Self.rules)
        let tests = try Repository.text(of: "deploy/prometheus/fieldwork.rules.test.yml")
        let alerts = text.split(separator: "      - alert: ").dropFirst()
        #expect(alerts.count > 10)
        for alert in alerts {
            let name = alert.prefix { $0 != "\n" }
            for part in ["expr:", "for:", "severity:", "summary: '", "summary_zh: '", "action: '"] {
                #expect(alert.contains(part), "\(name): \(part)")
            }
            #expect(tests.contains("alertname: \(name)\n        exp_alerts:\n"), "\(name) is not seen to fire")
            #expect(tests.contains("alertname: \(name)\n        exp_alerts: []\n"), "\(name) is not seen to be silent")
        }
    }

    @Test("promtool finds the rules well formed, and that they fire when they should", .enabled(if: Self.hasPromtool))
    func promtool() async throws {
        for arguments in [["check", "rules", "fieldwork.rules.yml"], ["test", "rules", "fieldwork.rules.test.yml"]] {
            let result = try await Subprocess.run(
                .name("promtool"), arguments: Arguments(arguments),
                workingDirectory: FilePath(Repository.path("deploy/prometheus")), output: .string(limit: 1 << 16),
                error: .string(limit: 1 << 16))
            #expect(result.terminationStatus.isSuccess, "\(result.standardOutput)\(result.standardError)")
        }
    }

    private static let hasPromtool = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .contains { FileManager.default.isExecutableFile(atPath: "\($0)/promtool") }
}
