import Testing
import Transcripts

@testable import Clusters

@Suite struct ExpertRatingsReaderTests {
    private static let clusters = ["S", "E"].map { ClusterCode(region: $0, number: 1) }

    private func read(_ csv: String) throws -> [ExpertRating] {
        try ExpertRatingsReader.read(Array(csv.utf8), clusters: Self.clusters)
    }

    private func problems(_ csv: String) throws -> [FileProblem] {
        let error = #expect(throws: FileProblems.self) { try read(csv) }
        return error?.problems ?? []
    }

    @Test("Columns come in any order, codes in any width and case, numerals also as one character")
    func reads() throws {
        let csv = "\u{FEFF}pattern,Rater,cluster,comment\r\nIII,專家甲,S1,\"有想法，\n無行動\"\r\nⅣ,專家甲, ｅ１ ,\r\n"
        #expect(
            try read(csv) == [
                ExpertRating(rater: "專家甲", cluster: Self.clusters[0], pattern: .newborn, comment: "有想法，\n無行動"),
                ExpertRating(rater: "專家甲", cluster: Self.clusters[1], pattern: .leaderOriented),
            ])
    }

    @Test(
        "A fault names its line and column",
        arguments: [
            ("rater,cluster,pattern\nA,Z9,I\n", "unknown-cluster", 2, "column cluster"),
            ("rater,cluster,pattern\nA,S1,V\n", "unknown-pattern", 2, "column pattern"),
            ("rater,cluster,pattern\nA,S1,I\nB,S1,I\nA,s1,II\n", "duplicate", 4, "column cluster"),
            ("rater,cluster,pattern\n ,S1,I\n", "empty", 2, "column rater"),
            ("rater,cluster,pattern\nA,S1\n", "wrong-count", 2, ""),
            ("rater,cluster\nA,S1\n", "missing-column", 1, "column pattern"),
            ("rater,cluster,pattern,notes\n", "unknown-column", 1, ""),
            ("rater,cluster,pattern,rater\n", "duplicate", 1, "column rater"),
            ("rater,cluster,pattern\n\"A,S1,I\n", "unclosed-quote", 2, ""),
        ])
    func faults(csv: String, code: String, line: Int, path: String) throws {
        let problem = try #require(try problems(csv).first)
        #expect((problem.code, problem.line, problem.path) == (code, line, path))
    }

    @Test("No problem repeats what stands in the file")
    func redaction() throws {
        let csv = "rater,cluster,pattern,comment\n王大明,secret-cluster,secret-pattern,secret-comment\n王大明,S1,secret-pattern,x,y\n"
        let text = FileProblems(try problems(csv)).description
        for secret in ["王大明", "secret"] { #expect(!text.contains(secret)) }
    }

    @Test("All problems come at once; an empty file says what is expected")
    func allAtOnce() throws {
        let problems = try problems("rater,cluster,pattern\nA,Z9,V\n,S1,I\n")
        #expect(problems.map(\.code) == ["unknown-cluster", "unknown-pattern", "empty"])
        #expect(try self.problems("").map(\.code) == ["empty"])
    }
}
