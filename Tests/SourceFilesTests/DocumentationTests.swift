import Foundation
import SourceFiles
import TestSupport
import Testing

@Suite("Documentation of files")
struct DocumentationTests {
    @Test("every kind of problem has a line, and every line is one")
    func kinds() throws {
        let page = try Repository.text(of: "docs/files.md")
        let documented = page.matches(of: /\n\| `([a-z-]+)` \|/).map { String($0.output.1) }
        #expect(documented == FileProblem.Kind.allCases.map(\.rawValue))
    }
}
