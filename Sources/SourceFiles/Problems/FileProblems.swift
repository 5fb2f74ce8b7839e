/// A file that cannot be used, with everything that is wrong with it in the order of the file.
package struct FileProblems: Error, Sendable, Hashable {
    package let problems: [FileProblem]

    package init(_ problems: [FileProblem]) {
        self.problems = problems
    }

    /// One problem that is the whole file's.
    package init(_ kind: FileProblem.Kind, _ message: String) {
        self.init([FileProblem(kind, message)])
    }
}

extension FileProblems: CustomStringConvertible {
    package var description: String { problems.map(\.description).joined(separator: "\n") }
}
