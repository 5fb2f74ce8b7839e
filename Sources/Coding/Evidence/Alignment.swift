/// The place in a text that a quotation differs least from (Sellers 1980), and the slips.
struct Alignment {
    let found: Range<Int>
    let slips: [Slip]

    /// A stretch of the quotation and what the text has instead.
    struct Slip {
        var wanted: Range<Int>
        var found: Range<Int>
    }

    /// Finds the best place with at most so many slips; nil where there is none. Takes memory for the product of both lengths.
    init?(of wanted: [Unicode.Scalar], in text: [Unicode.Scalar], atMost limit: Int) {
        if wanted.isEmpty || text.isEmpty { return nil }
        let width = text.count + 1
        // costs[i * width + j]: slips between the first i scalars wanted and the best stretch of text that ends at j.
        var costs = [Int32](repeating: 0, count: (wanted.count + 1) * width)
        for i in 1...wanted.count {
            costs[i * width] = Int32(i)
            for j in 1...text.count {
                let above = (i - 1) * width + j
                let same = costs[above - 1] + (wanted[i - 1] == text[j - 1] ? 0 : 1)
                costs[i * width + j] = min(same, costs[above] + 1, costs[i * width + j - 1] + 1)
            }
        }
        let last = costs[(wanted.count * width)...]
        guard let least = last.min(), Int(least) <= limit, let end = last.firstIndex(of: least) else { return nil }

        var i = wanted.count
        var j = end - wanted.count * width
        let foundEnd = j
        var slips: [Slip] = []
        func note(_ wantedPlace: Range<Int>, _ foundPlace: Range<Int>) {
            if let next = slips.last, next.wanted.lowerBound == wantedPlace.upperBound,
                next.found.lowerBound == foundPlace.upperBound
            {
                slips[slips.count - 1] = Slip(
                    wanted: wantedPlace.lowerBound..<next.wanted.upperBound, found: foundPlace.lowerBound..<next.found.upperBound)
            } else {
                slips.append(Slip(wanted: wantedPlace, found: foundPlace))
            }
        }
        while i > 0 {
            let cost = costs[i * width + j]
            if j > 0, wanted[i - 1] == text[j - 1], costs[(i - 1) * width + j - 1] == cost {
                (i, j) = (i - 1, j - 1)
            } else if j > 0, costs[(i - 1) * width + j - 1] + 1 == cost {
                note((i - 1)..<i, (j - 1)..<j)
                (i, j) = (i - 1, j - 1)
            } else if costs[(i - 1) * width + j] + 1 == cost {
                note((i - 1)..<i, j..<j)
                i -= 1
            } else {
                note(i..<i, (j - 1)..<j)
                j -= 1
            }
        }
        found = j..<foundEnd
        self.slips = slips.reversed()
    }
}
