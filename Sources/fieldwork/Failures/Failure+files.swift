import SourceFiles

extension Failure {
    /// What is wrong with a file that a person wrote: a line for everything.
    init(_ problems: FileProblems, in path: String) {
        let count = problems.problems.count
        self.init(
            .badData, zh: "「\(path)」有 \(count) 處需要修正：\n\(problems)", en: "'\(path)' has \(count) to mend:\n\(problems)")
    }
}
