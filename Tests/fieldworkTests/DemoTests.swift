import Foundation
import TestSupport
import Testing

@Suite("fieldwork demo")
struct DemoTests {
    @Test("runs to its end, whatever settings there are for another daemon")
    func settings() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "fieldwork-demo-\(UUID().uuidString)").path()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let fieldwork = Program(
            columns: 80, variables: ["FIELDWORKD_HTTP_PORT": "none", "FIELDWORKD_JOBS_QUEUES": "night", "FIELDWORKD_NO_KEY": "1"])
        let demo = try await fieldwork(
            "demo", "--study", Repository.path("docs/samples/study.yaml"), "--ratings",
            Repository.path("docs/samples/expert-ratings.csv"), "--output", "\(folder)/output", "--data", "\(folder)/data")
        #expect(demo.status == 0, "\(demo.errors)")
        let page = try String(contentsOfFile: "\(folder)/output/report-en.html", encoding: .utf8)
        #expect(page.hasPrefix("<!doctype html>"))
    }
}
