/// Everything wrong in a file, at once and in the order of its lines.
package struct FileProblems: Error, Sendable, Hashable {
    package let problems: [FileProblem]

    package init(_ problems: [FileProblem]) {
        self.problems = problems
    }
}

extension FileProblems: CustomStringConvertible {
    package var description: String { problems.map(\.description).joined(separator: "\n") }
}
