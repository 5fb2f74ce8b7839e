/// Checks the cues of a program against one sentence after another, in memory that is used again.
struct RuleMatcher {
    let buffer = SentenceBuffer()
    private let program: RuleProgram
    private var clauses = ClauseReader()
    private var marks: [MarkSpan] = []
    /// The first link of each group in the sentence at hand; stale where its sentence is another.
    private var places: [Places]
    private var links: [Link] = []
    private var found: [Int32] = []
    private var candidates: [Int32] = []
    private var sentence: UInt32 = 0
    private var chosen: [Hit] = []
    private var best: [Hit] = []

    /// Where a group stands in a sentence: the first of a chain of hits.
    private struct Places: BitwiseCopyable {
        var sentence: UInt32 = 0
        var first: Int32 = -1
    }

    private struct Link: BitwiseCopyable {
        let hit: Int32
        /// The next link of the group; -1 at the end.
        let next: Int32
    }

    init(_ program: RuleProgram) {
        self.program = program
        places = Array(repeating: Places(), count: program.groupCount)
    }

    /// Looks at the sentence in the buffer; false where no cue can be set off by it.
    mutating func prepare() -> Bool {
        sentence += 1
        found.removeAll(keepingCapacity: true)
        links.removeAll(keepingCapacity: true)
        candidates.removeAll(keepingCapacity: true)
        chainPlaces()
        findCandidates()
        candidates.sort()
        return !candidates.isEmpty
    }

    /// Chains the hits of each group. Goes through them backwards, so that the chains run forward.
    private mutating func chainPlaces() {
        let groups = program.groupsOfPhrase.view
        let hits = buffer.hits
        let sentence = sentence
        places.withUnsafeMutableBufferPointer { places in
            for index in stride(from: hits.count - 1, through: 0, by: -1) {
                for group in groups[hits[index].phrase] {
                    let isNew = places[Int(group)].sentence != sentence
                    if isNew { found.append(group) }
                    links.append(Link(hit: Int32(index), next: isNew ? -1 : places[Int(group)].first))
                    places[Int(group)] = Places(sentence: sentence, first: Int32(links.count - 1))
                }
            }
        }
    }

    private mutating func findCandidates() {
        let watchers = program.watchers.view
        let cues = program.cues.start
        let groups = program.groupsOfCue.view
        for group in found {
            for number in watchers[group] {
                let unless = cues[Int(number)].unless
                if unless >= 0, places[Int(unless)].sentence == sentence { continue }
                if groups[number].allSatisfy({ places[Int($0)].sentence == sentence }) { candidates.append(number) }
            }
        }
    }

    /// Calls `body` for each cue that the sentence sets off, in their order: the cue, where its phrases stand, and the
    /// flags that hold there. To be called after ``prepare()``.
    mutating func match(
        _ bytes: UnsafeBufferPointer<UInt8>, _ body: (_ cue: RuleCue, _ places: [Hit], _ flags: Flags) -> Void
    ) {
        readClauses(bytes)
        for number in candidates {
            let cue = program.cues.start[Int(number)]
            if let flags = settle(cue, groups: program.groupsOfCue.view[number]) { body(cue, best, flags) }
        }
    }

    private mutating func readClauses(_ bytes: UnsafeBufferPointer<UInt8>) {
        marks.removeAll(keepingCapacity: true)
        let entries = program.entries.start
        let meanings = program.marks.start
        for hit in buffer.hits {
            let entry = entries[Int(hit.phrase)]
            if entry >= 0 { marks.append(MarkSpan(start: hit.start, end: hit.end, entry: entry, marks: meanings[Int(entry)])) }
        }
        clauses.read(SentenceView(tokens: buffer.tokens, bytes: bytes), marks: marks)
    }

    /// Finds the plainest place of a cue, leaves it in `best` and returns its flags; nil where its phrases do not stand as
    /// the cue asks.
    private mutating func settle(_ cue: RuleCue, groups: UnsafeBufferPointer<Int32>) -> Flags? {
        chosen.removeAll(keepingCapacity: true)
        var result: Flags?
        var budget = Self.budget
        search(cue, groups, &result, &budget)
        return result
    }

    /// How many placings of one cue are tried in one sentence; a sentence of usual length has far fewer.
    private static let budget = 1024

    /// Tries every placing of the cue's phrases, in the order of the text, until one is plain.
    private mutating func search(
        _ cue: RuleCue, _ groups: UnsafeBufferPointer<Int32>, _ result: inout Flags?, _ budget: inout Int
    ) {
        guard chosen.count < groups.count else {
            var flags = clauses.flags(at: chosen)
            if cue.isDenied {
                guard flags.contains(.negated) else { return }
                flags.remove(.negated)
            }
            if result.map({ Trust.factor(flags) > Trust.factor($0) }) ?? true {
                result = flags
                best = chosen
            }
            return
        }
        var link = places[Int(groups[chosen.count])].first
        while link >= 0 {
            let hit = buffer.hits[Int(links[Int(link)].hit)]
            link = links[Int(link)].next
            budget -= 1
            if budget < 0 || result == [] { return }
            guard fits(hit, cue) else { continue }
            chosen.append(hit)
            search(cue, groups, &result, &budget)
            chosen.removeLast()
        }
    }

    /// Whether a phrase can stand there beside those chosen before it.
    private func fits(_ hit: Hit, _ cue: RuleCue) -> Bool {
        guard let last = chosen.last else { return true }
        if cue.isOrdered, hit.start < last.end { return false }
        var first = hit
        var lastStart = hit.start
        for other in chosen {
            if other.start < hit.end, hit.start < other.end { return false }
            if other.start < first.start { first = other }
            lastStart = max(lastStart, other.start)
        }
        if cue.isInClause, clauses.isCut(between: first.start, and: lastStart) { return false }
        // From the end of the first to the start of the last.
        return cue.within < 0 || lastStart - first.end <= cue.within
    }
}
