import Codebooks
import Coding
import Foundation
import TestSupport
import Testing

@Suite("Documentation of codebooks")
struct DocumentationTests {
    @Test("the codebook it shows is read without a problem or a warning")
    func example() throws {
        let page = try Repository.text(of: "docs/codebooks.md")
        let yaml = try #require(page.firstMatch(of: /```yaml\n((?s).*?)```/)?.output.1)
        #expect(ExampleLint.warnings(for: try CodebookReader.read(Array(yaml.utf8))).map(\.description) == [])
    }

    @Test("every kind of warning has a line")
    func kinds() throws {
        let page = try Repository.text(of: "docs/codebooks.md")
        for kind in LintWarning.Kind.allCases.map(\.rawValue) { #expect(page.contains("\n| `\(kind)` |"), "\(kind)") }
    }

    @Test("the files it names are there")
    func paths() throws {
        let page = try Repository.text(of: "docs/codebooks.md")
        let paths = page.matches(of: /(?:Sources|Tests|docs)\/[A-Za-z0-9+\/._-]*[A-Za-z0-9]/).map { String($0.output) }
        #expect(paths.count > 5)
        for path in paths { #expect(FileManager.default.fileExists(atPath: Repository.path(path)), "\(path)") }
    }
}
