/// A table of rows of different lengths.
struct Rows<Element: BitwiseCopyable & Sendable>: Sendable {
    private let starts: Table<Int32>
    private let values: Table<Element>

    init(_ rows: [[Element]]) {
        var starts: [Int32] = [0]
        starts.reserveCapacity(rows.count + 1)
        for row in rows { starts.append(starts[starts.count - 1] + Int32(row.count)) }
        self.starts = Table(starts)
        values = Table(Array(rows.joined()))
    }

    /// The rows for quick reading; valid as long as the rows are.
    var view: View { View(starts: starts.start, values: values.start) }

    struct View {
        fileprivate let starts: UnsafePointer<Int32>
        fileprivate let values: UnsafePointer<Element>

        subscript(row: Int32) -> UnsafeBufferPointer<Element> {
            let first = starts[Int(row)]
            return UnsafeBufferPointer(start: values + Int(first), count: Int(starts[Int(row) + 1] - first))
        }
    }
}
