import Foundation
import TestSupport
import Testing

/// What docs/queue-protocol.md says is to be found where it says.
@Suite struct QueueProtocolTests {
    /// The cells of the rows that begin with an invariant's number, in order; a table may continue another.
    private func rows(after heading: String) throws -> [[String]] {
        let section = try Repository.text(of: "docs/queue-protocol.md").components(separatedBy: "\n## ")
            .first { $0.hasPrefix(heading) || $0.hasPrefix("# " + heading) }
        return try #require(section, "\(heading)").split(separator: "\n").compactMap { line in
            guard line.firstMatch(of: /^\| \d+ \|/) != nil else { return nil }
            return line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }

    private func files(in folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: Repository.path(folder)).sorted()
    }

    /// The suites that stand for each invariant, as the first table names them.
    private func suites() throws -> [Int: Set<String>] {
        let rows = try rows(after: "The queue protocol")
        return Dictionary(
            uniqueKeysWithValues: rows.map { row in (Int(row[0])!, Set(row[3].matches(of: /`(\w+)`/).map { String($0.1) })) })
    }

    @Test func everyInvariantHasTestsThatExist() throws {
        let suites = try suites()
        #expect(suites.keys.sorted() == Array(1...16))
        let files = try Set(files(in: "Tests/JobsTests").compactMap { $0.split(separator: "/").last }.map(String.init))
        for (invariant, names) in suites {
            #expect(!names.isEmpty, "invariant \(invariant)")
            for name in names { #expect(files.contains("\(name).swift")) }
        }
    }

    @Test func everyInvariantHasMutantsThatItsTestsCatch() throws {
        let suites = try suites()
        var named: [String] = []
        for row in try rows(after: "Mutants") {
            let number = (row[0].count < 2 ? "0" : "") + row[0]
            for mutant in row[1].matches(of: /`([\w-]+)`/).map({ "\(number)-\($0.1).patch" }) {
                named.append(mutant)
                let patch = try Repository.text(of: "Tests/Mutants/\(mutant)")
                let suite = try #require(patch.firstMatch(of: /\nCaught by: (\w+)\//), "\(mutant)").1
                #expect(suites[Int(number)!]!.contains(String(suite)), "\(mutant)")
            }
        }
        #expect(try named.sorted() == files(in: "Tests/Mutants").filter { $0.hasSuffix(".patch") })
        #expect(Set(named.map { $0.prefix(2) }).count == 16)
    }

    /// Invariant 14.
    @Test func whatIsNotPromisedIsWrittenDown() throws {
        let text = try Repository.text(of: "docs/queue-protocol.md")
        let section = try #require(text.components(separatedBy: "\n## ").first { $0.hasPrefix("What is not promised") })
        for loss in ["acknowledged commit", "asynchronous", "split brain", "run* more than once", "order of jobs"] {
            #expect(section.contains(loss), "\(loss)")
        }
    }
}
