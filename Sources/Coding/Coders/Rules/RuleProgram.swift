import Codebooks

/// A codebook's cues and the lexicon, compiled for matching: built once, then shared.
///
/// The alternatives of a cue (a *group*) are compiled once however many cues use them. A sentence is checked for a cue only
/// when the cue's rarest group has been found in it.
struct RuleProgram: Sendable {
    let finder: PhraseFinder
    /// The lexicon's entry that a phrase is, by phrase; -1 for none.
    let entries: Table<Int32>
    let marks: Table<Marks>
    /// The groups a phrase belongs to, by phrase.
    let groupsOfPhrase: Rows<Int32>
    let groupCount: Int
    /// The cues to check when a group is found, by group.
    let watchers: Rows<Int32>
    /// In the order of the codes, then of the cues.
    let cues: Table<RuleCue>
    let groupsOfCue: Rows<Int32>

    init(_ codebook: Codebook, lexicon: Lexicon) {
        var compiler = RuleCompiler()
        for (code, cues) in codebook.codes.map(\.cues).enumerated() {
            for (index, cue) in cues.enumerated() { compiler.add(cue, code: code, index: index) }
        }
        self = compiler.program(with: lexicon)
    }

    fileprivate init(_ compiler: RuleCompiler, phrases: PhraseSet, lexicon: Lexicon, entries: [Int32]) {
        finder = PhraseFinder(phrases)
        self.entries = Table(entries)
        marks = Table(lexicon.entries.map(\.marks))
        groupsOfPhrase = Rows(compiler.groupsOfPhrase(count: phrases.count))
        groupCount = compiler.phrasesOfGroup.count
        watchers = Rows(compiler.watchers())
        cues = Table(compiler.cues)
        groupsOfCue = Rows(compiler.groupsOfCue)
    }
}

/// What the matcher needs to know of a cue beside its groups.
struct RuleCue: BitwiseCopyable, Sendable {
    /// Index of its code in the codebook, and its own index there.
    let code: Int32
    let index: Int32
    /// -1: anywhere in the sentence.
    let within: Int32
    /// The group that switches it off; -1 for none.
    let unless: Int32
    let isOrdered: Bool
    let isInClause: Bool
    let isDenied: Bool
}

private struct RuleCompiler {
    private(set) var cues: [RuleCue] = []
    private(set) var groupsOfCue: [[Int32]] = []
    private(set) var phrasesOfGroup: [[Int32]] = []
    private var phrases = PhraseSet()
    private var groupNumbers: [[Int32]: Int32] = [:]

    mutating func add(_ cue: Cue, code: Int, index: Int) {
        groupsOfCue.append(cue.phrases.map { group($0) })
        cues.append(
            RuleCue(
                code: Int32(code), index: Int32(index), within: Int32(cue.within ?? -1),
                unless: cue.unless.isEmpty ? -1 : group(cue.unless), isOrdered: cue.isOrdered,
                isInClause: cue.isInClause, isDenied: cue.isDenied))
    }

    /// The number of a group. A phrase that cannot be read is never found; ``CodebookReader`` lets none through.
    private mutating func group(_ written: [String]) -> Int32 {
        let members = Set(written.compactMap { try? Phrase($0) }.map { Int32(phrases.number(of: $0)) }).sorted()
        if let known = groupNumbers[members] { return known }
        let number = Int32(phrasesOfGroup.count)
        groupNumbers[members] = number
        phrasesOfGroup.append(members)
        return number
    }

    func groupsOfPhrase(count: Int) -> [[Int32]] {
        var groups = [[Int32]](repeating: [], count: count)
        for (group, members) in phrasesOfGroup.enumerated() {
            for phrase in members { groups[Int(phrase)].append(Int32(group)) }
        }
        return groups
    }

    /// The cues of which each group is the rarest.
    func watchers() -> [[Int32]] {
        let frequencies = phrasesOfGroup.map { $0.map { phrases.frequency(of: Int($0)) }.reduce(0, +) }
        var watchers = [[Int32]](repeating: [], count: phrasesOfGroup.count)
        for (cue, groups) in groupsOfCue.enumerated() {
            let rarest = groups.min { (frequencies[Int($0)], $0) < (frequencies[Int($1)], $1) }
            if let rarest { watchers[Int(rarest)].append(Int32(cue)) }
        }
        return watchers
    }

    mutating func program(with lexicon: Lexicon) -> RuleProgram {
        let numbers = lexicon.entries.map { phrases.number(of: $0.phrase) }
        var entries = [Int32](repeating: -1, count: phrases.count)
        for (entry, number) in numbers.enumerated() { entries[number] = Int32(entry) }
        return RuleProgram(self, phrases: phrases, lexicon: lexicon, entries: entries)
    }
}
