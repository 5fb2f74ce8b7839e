/// How far a job has come.
package struct JobProgress: Sendable {
    /// What it is at: a word of the program's, such as `coding`. Static, so that no word of a document can be one.
    package let stage: StaticString
    package let done: Int
    /// Nil where nobody knows.
    package let total: Int?

    package init(_ stage: StaticString, _ done: Int, of total: Int? = nil) {
        self.stage = stage
        self.done = done
        self.total = total
    }
}

/// Something a job notes on its way: a code and numbers.
struct JobNote: Sendable {
    let code: StaticString
    let fields: [(name: StaticString, value: Int)]
    let at: ContinuousClock.Instant

    /// A JSON object.
    var json: String { "{\(fields.map { "\"\($0.name)\":\($0.value)" }.joined(separator: ","))}" }
}
