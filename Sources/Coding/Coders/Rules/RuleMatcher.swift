/// Checks the cues of a program against one sentence after another, in memory that is used again.
struct RuleMatcher {
    let buffer = SentenceBuffer()
    private let program: RuleProgram
    private var clauses = ClauseReader()
    private var marks: [MarkSpan] = []
    /// The sentence in which a group was last found, by group.
    private var foundIn: [UInt32]
    private var sentence: UInt32 = 0
    private var found: [Int32] = []
    private var candidates: [Int32] = []
    /// Where each group of the cue at hand stands.
    private var places: [[Hit]] = []
    private var chosen: [Hit] = []
    private var best: [Hit] = []

    init(_ program: RuleProgram) {
        self.program = program
        foundIn = Array(repeating: 0, count: program.groupCount)
    }

    /// Calls `body` for each cue that the sentence in the buffer sets off, in their order: the cue, where its phrases
    /// stand, and the flags that hold there.
    mutating func match(
        _ bytes: UnsafeBufferPointer<UInt8>, _ body: (_ cue: RuleCue, _ places: [Hit], _ flags: Flags) -> Void
    ) {
        findCandidates()
        if candidates.isEmpty { return }
        candidates.sort()
        readClauses(bytes)
        for number in candidates {
            let cue = program.cues.start[Int(number)]
            if let flags = settle(cue, groups: program.groupsOfCue.view[number]) { body(cue, best, flags) }
        }
    }

    private mutating func findCandidates() {
        sentence += 1
        found.removeAll(keepingCapacity: true)
        candidates.removeAll(keepingCapacity: true)
        let groups = program.groupsOfPhrase.view
        let watchers = program.watchers.view
        let cues = program.cues.start
        let groupsOfCue = program.groupsOfCue.view
        foundIn.withUnsafeMutableBufferPointer { foundIn in
            for hit in buffer.hits {
                for group in groups[hit.phrase] where foundIn[Int(group)] != sentence {
                    foundIn[Int(group)] = sentence
                    found.append(group)
                }
            }
            for group in found {
                for number in watchers[group] {
                    let unless = cues[Int(number)].unless
                    if unless >= 0, foundIn[Int(unless)] == sentence { continue }
                    if groupsOfCue[number].allSatisfy({ foundIn[Int($0)] == sentence }) { candidates.append(number) }
                }
            }
        }
    }

    private mutating func readClauses(_ bytes: UnsafeBufferPointer<UInt8>) {
        marks.removeAll(keepingCapacity: true)
        let entries = program.entries.start
        for hit in buffer.hits {
            let entry = entries[Int(hit.phrase)]
            if entry >= 0 {
                marks.append(MarkSpan(start: hit.start, end: hit.end, entry: entry, marks: program.marks[Int(entry)]))
            }
        }
        clauses.read(SentenceView(tokens: buffer.tokens, bytes: bytes), marks: marks)
    }

    /// Finds the plainest place of a cue, leaves it in `best` and returns its flags; nil where its phrases do not stand as
    /// the cue asks.
    private mutating func settle(_ cue: RuleCue, groups: UnsafeBufferPointer<Int32>) -> Flags? {
        let groupsOfPhrase = program.groupsOfPhrase.view
        for (index, group) in groups.enumerated() {
            if places.count == index { places.append([]) }
            places[index].removeAll(keepingCapacity: true)
            for hit in buffer.hits where groupsOfPhrase[hit.phrase].contains(group) { places[index].append(hit) }
        }
        chosen.removeAll(keepingCapacity: true)
        var result: Flags?
        var budget = Self.budget
        search(cue, count: groups.count, &result, &budget)
        return result
    }

    /// How many placings of one cue are tried in one sentence; a sentence of usual length has far fewer.
    private static let budget = 1024

    /// Tries every placing of the cue's phrases, in the order of the text.
    private mutating func search(_ cue: RuleCue, count: Int, _ result: inout Flags?, _ budget: inout Int) {
        guard chosen.count < count else {
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
        let group = chosen.count
        for index in places[group].indices {
            let hit = places[group][index]
            budget -= 1
            if budget < 0 || result == [] { return }
            guard fits(hit, cue) else { continue }
            chosen.append(hit)
            search(cue, count: count, &result, &budget)
            chosen.removeLast()
        }
    }

    /// Whether a phrase can stand there beside those chosen before it.
    private func fits(_ hit: Hit, _ cue: RuleCue) -> Bool {
        if let last = chosen.last, cue.isOrdered, hit.start < last.end { return false }
        if chosen.contains(where: { $0.start < hit.end && hit.start < $0.end }) { return false }
        guard cue.within >= 0, !chosen.isEmpty else { return true }
        // From the end of the first to the start of the last.
        var first = hit
        var lastStart = hit.start
        for other in chosen {
            if other.start < first.start { first = other }
            lastStart = max(lastStart, other.start)
        }
        return lastStart - first.end <= cue.within
    }
}
