/// Collects the problems of one file while it is read.
package final class ProblemLog {
    private var reported: [FileProblem] = []

    package init() {}

    package func report(_ problem: FileProblem) { reported.append(problem) }

    /// In the order of the file; those of one place in the order of their finding.
    package var problems: [FileProblem] {
        reported.enumerated().sorted { ($0.element.position, $0.offset) < ($1.element.position, $1.offset) }.map(\.element)
    }
}
