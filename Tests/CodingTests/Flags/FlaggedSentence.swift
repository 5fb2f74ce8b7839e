import Coding
import Testing

/// A sentence whose evidence stands between brackets, and the flags that hold there.
struct FlaggedSentence: CustomTestStringConvertible {
    let marked: String
    let flags: Set<Flag>

    init(_ marked: String, _ flags: Flag...) {
        self.marked = marked
        self.flags = Set(flags)
    }

    /// The sentence without brackets, and where each stretch between them stands, in scalars.
    var parts: (text: String, stretches: [Range<Int>]) {
        var text = String.UnicodeScalarView()
        var stretches: [Range<Int>] = []
        var start = 0
        for scalar in marked.unicodeScalars {
            switch scalar {
            case "[": start = text.count
            case "]": stretches.append(start..<text.count)
            default: text.append(scalar)
            }
        }
        return (String(text), stretches)
    }

    var testDescription: String { marked }
}
