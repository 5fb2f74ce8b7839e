/// Collects the problems of one file while it is read.
final class ProblemLog {
    private(set) var problems: [CodebookProblem] = []

    func report(_ problem: CodebookProblem) { problems.append(problem) }
}
