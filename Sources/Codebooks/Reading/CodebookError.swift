/// A codebook that cannot be used, with everything that is wrong with it in the order of the file.
package struct CodebookError: Error, Sendable {
    package let problems: [CodebookProblem]

    package init(problems: [CodebookProblem]) {
        self.problems = problems
    }
}

extension CodebookError: CustomStringConvertible {
    package var description: String { problems.map(\.description).joined(separator: "\n") }
}
