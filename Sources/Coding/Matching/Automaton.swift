/// An Aho–Corasick automaton over bytes with every transition in a table: one load a byte, whatever is sought.
struct Automaton: Sendable {
    /// Column of each byte value; bytes that occur in no needle share column 0.
    let columns: Table<UInt8>
    /// Where reading `byte` in `state` leads: `table[state + columns[byte]]`. A state is the index of its row; 0 is the start.
    let table: Table<UInt32>
    /// Columns of a row.
    let width: Int
    /// States from this one on end at least one needle.
    let firstAccepting: UInt32
    /// The needles that end at each accepting state, the longest first.
    let needles: Rows<Int32>

    /// Builds the automaton of distinct needles, none of them empty, and the number each is reported by.
    init(_ words: [[UInt8]], numbers: [Int32]) {
        var columns = [UInt8](repeating: 0, count: 256)
        for byte in Set(words.joined()).sorted() { columns[Int(byte)] = (columns.max() ?? 0) + 1 }
        let width = Int(columns.max() ?? 0) + 1

        // The trie: row by row, `missing` where there is no child.
        let missing = UInt32.max
        var rows = [UInt32](repeating: missing, count: width)
        var ends: [[Int32]] = [[]]
        for (word, number) in zip(words, numbers) {
            var state = 0
            for byte in word {
                let cell = state * width + Int(columns[Int(byte)])
                if rows[cell] == missing {
                    rows[cell] = UInt32(ends.count)
                    rows.append(contentsOf: repeatElement(missing, count: width))
                    ends.append([])
                }
                state = Int(rows[cell])
            }
            ends[state].append(number)
        }

        // Breadth first: a missing child is the child of the longest proper suffix, whose row is complete by then.
        var suffix = [Int](repeating: 0, count: ends.count)
        var order = [0]
        order.reserveCapacity(ends.count)
        for column in 0..<width {
            if rows[column] == missing { rows[column] = 0 } else { order.append(Int(rows[column])) }
        }
        var next = 1
        while next < order.count {
            let state = order[next]
            next += 1
            let fallback = suffix[state]
            ends[state] += ends[fallback]
            for column in 0..<width {
                let cell = state * width + column
                let fallen = rows[fallback * width + column]
                if rows[cell] == missing {
                    rows[cell] = fallen
                } else {
                    suffix[Int(rows[cell])] = Int(fallen)
                    order.append(Int(rows[cell]))
                }
            }
        }

        // Shallow states, where most of the time is spent, lie together; accepting states lie last.
        let sorted = order.filter { ends[$0].isEmpty } + order.filter { !ends[$0].isEmpty }
        var renamed = [UInt32](repeating: 0, count: sorted.count)
        for (index, state) in sorted.enumerated() { renamed[state] = UInt32(index * width) }
        var table: [UInt32] = []
        table.reserveCapacity(rows.count)
        for state in sorted {
            for column in 0..<width { table.append(renamed[Int(rows[state * width + column])]) }
        }
        let accepting = sorted.drop { ends[$0].isEmpty }
        self.columns = Table(columns)
        self.table = Table(table)
        self.width = width
        firstAccepting = UInt32(accepting.startIndex * width)
        needles = Rows(accepting.map { ends[$0] })
    }
}
