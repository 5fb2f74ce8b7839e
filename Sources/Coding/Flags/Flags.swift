/// Flags as bits, for the inner loops; ``Flag`` is what leaves the module.
struct Flags: OptionSet {
    let rawValue: UInt8

    static let negated = Flags(.negated)
    static let hedged = Flags(.hedged)
    static let hypothetical = Flags(.hypothetical)
    static let reported = Flags(.reported)
    static let question = Flags(.question)

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(_ flag: Flag) {
        switch flag {
        case .negated: rawValue = 1
        case .hedged: rawValue = 2
        case .hypothetical: rawValue = 4
        case .reported: rawValue = 8
        case .question: rawValue = 16
        }
    }

    var flags: Set<Flag> { Set(Flag.allCases.filter { contains(Flags($0)) }) }
}
