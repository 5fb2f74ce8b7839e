import SourceFiles
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
            ("rater,cluster,pattern\nA,Z9,I\n", .unknownCluster, 2, "cluster"),
            ("rater,cluster,pattern\nA,S1,V\n", .unknownWord, 2, "pattern"),
            ("rater,cluster,pattern\nA,S1,I\nB,S1,I\nA,s1,II\n", .duplicateID, 4, "cluster"),
            ("rater,cluster,pattern\n ,S1,I\n", .emptyText, 2, "rater"),
            ("rater,cluster,pattern\nA,S1\n", .wrongCount, 2, ""),
            ("rater,cluster\nA,S1\n", .missingKey, 1, "pattern"),
            ("rater,cluster,pattern,notes\n", .unknownKey, 1, ""),
            ("rater,cluster,pattern,rater\n", .duplicateKey, 1, "rater"),
            ("rater,cluster,pattern\n\"A,S1,I\n", .notCSV, 2, ""),
        ] as [(String, FileProblem.Kind, Int, String)])
    func faults(csv: String, kind: FileProblem.Kind, line: Int, path: String) throws {
        let problem = try #require(try problems(csv).first)
        #expect((problem.kind, problem.position.line, problem.path) == (kind, line, path))
    }

    @Test("A fault reads as those of other files do")
    func words() throws {
        #expect(
            FileProblems(try problems("rater,cluster,pattern\nA,S1,I\nA,S1,II\n")).description
                == "3:1: cluster: this rater has rated S1 on line 2; keep one [duplicate-id]")
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
        #expect(problems.map(\.kind) == [.unknownCluster, .unknownWord, .emptyText])
        #expect(try self.problems("").map(\.kind) == [.notCSV])
    }
}
