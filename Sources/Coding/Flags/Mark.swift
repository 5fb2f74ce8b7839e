/// What a word of the lexicon does to the clause it stands in. ``ClauseReader`` turns marks into the scopes of flags.
enum Mark: UInt8, Sendable, CaseIterable {
    /// Looks like another mark and is none: 不同, 差不多, "not only". It swallows the marks inside it.
    case neutral
    /// Denies what follows in its clause: 沒有, "never". Two that touch cancel out: 不能不.
    case negation
    /// Denies the verb or noun right before it: 合作**不起來**, "cooperation **fell apart**".
    case complement
    /// Denies what stands before it when its clause ends there: 合作的機會**不多**.
    case predicate
    /// Denies what stands before it, or, after a negation, cancels it: 不合作**不行**.
    case clincher
    /// Denies nothing by itself; a clincher after it completes it: **非**合作不可.
    case frame
    /// Asks in order to deny: 哪有, 怎麼可能.
    case rhetoricalDenial
    /// Asks in order to affirm: 難道不, "who wouldn't".
    case rhetoricalAssent
    /// Weakens its clause: 可能, "maybe".
    case hedge
    /// Weakens its clause from the end of it: 吧.
    case finalHedge
    /// Makes its clause a condition, and the next clause what would follow: 如果, "if".
    case condition
    /// The same from the end of a clause: …的話.
    case finalCondition
    /// What follows in its clause is wished or planned: 希望, "we plan to".
    case intention
    /// What follows in its clause is hearsay: 聽說, "reportedly".
    case hearsay
    /// Somebody else, who may be said to say, think or feel something: 有人, "some people".
    case somebody
    /// The speaker.
    case speaker
    /// A verb of saying or thinking: hearsay where somebody else stands shortly before it.
    case saying
    /// A verb of saying that is hearsay unless the speaker stands shortly before it: "said", "claims".
    case saidBySomebody
    /// Makes its clause a question: 是不是.
    case question
    /// The same from the end of a clause: 嗎.
    case finalQuestion
    /// A question tag that asks for assent only: 對不對.
    case tag
    /// Takes the question out of its clause: 不管（有沒有）.
    case regardless
    /// Begins a new clause that contrasts with the one before: 但是, "but".
    case contrast
    /// Begins a new clause that goes on from the one before: 就, 所以, "because".
    case continuation
    /// Carries a list on across commas when it stands in a denied clause: "or".
    case or
    /// Opens an English question, which then runs to the question mark.
    case asking
    /// A subject: an English clause after a comma that has one does not go on with a list.
    case subject
}
