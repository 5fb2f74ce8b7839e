/// One thing wrong in a file that a person wrote: where, what was expected, what came.
package struct FileProblem: Sendable, Hashable {
    /// Stable, such as `unknown-key`.
    package let code: String
    /// 1-based; nil where the problem is the whole file's.
    package let line: Int?
    /// Where in the file, such as `axes.trigger.threshold`, or a column's name.
    package let path: String
    package let message: String

    package init(code: String, line: Int?, path: String, message: String) {
        self.code = code
        self.line = line
        self.path = path
        self.message = message
    }
}

extension FileProblem: CustomStringConvertible {
    package var description: String {
        let place = [line.map { "line \($0)" }, path.isEmpty ? nil : path].compactMap(\.self).joined(separator: ", ")
        return place.isEmpty ? "\(message) [\(code)]" : "\(place): \(message) [\(code)]"
    }
}
