import Coding

extension FlaggedSentence {
    /// Pairs that differ in one word, and sentences that only look flagged.
    static let english: [FlaggedSentence] = [
        // Plain.
        .init("We [cooperate] every season."),
        .init("I think [cooperation] matters most."),
        .init("I believe that we all [share] what we know."),
        .init("We found that [sharing] helps."),
        // Negation and what follows it.
        .init("We do not [cooperate].", .negated),
        .init("We don't [cooperate].", .negated),
        .init("We don’t [cooperate].", .negated),
        .init("We never [shared] our recipes.", .negated),
        .init("Nobody here [shares] anything.", .negated),
        .init("No one [cooperates].", .negated),
        .init("There is no [cooperation].", .negated),
        .init("We hardly ever [meet].", .negated),
        .init("They are unwilling to [share].", .negated),
        .init("We work without any [cooperation].", .negated),
        .init("We can't [cooperate] like that.", .negated),
        .init("The shops lack [cooperation].", .negated),
        .init("We failed to [cooperate].", .negated),
        .init("We neither met nor [shared] anything.", .negated),
        .init("We never met, shared or [worked] together.", .negated),
        .init("Instead of [competing] they divide the market.", .negated),
        // The clause is the limit.
        .init("We don't quarrel, we [cooperate]."),
        .init("We do not compete but [cooperate]."),
        .init("We don't have money, but we [share] what we have."),
        .init("We never quarrelled because we [share] everything."),
        .init("We [cooperate] and do not quarrel."),
        .init("It is not a contest; members [help] each other."),
        // Look like negation.
        .init("We not only [cooperate] but also travel together."),
        .init("We do not just [cooperate], we are friends."),
        .init("No doubt we [cooperate] well."),
        .init("No wonder they [share] everything."),
        .init("We have nothing but [cooperation] here."),
        .init("Nonprofit or not, we [cooperate]."),
        .init("No matter what happens, we [cooperate]."),
        .init("Not bad at all, how we [cooperate]."),
        .init("It is no secret that we [cooperate]."),
        .init("Last but not least, we [share] a van."),
        // Double negation.
        .init("Nobody doesn't [share] here."),
        .init("We cannot not [cooperate]."),
        .init("We never fail to [share]."),
        .init("It is not without [cooperation] that we grew."),
        .init("We can't help [sharing]."),
        // After the cue.
        .init("Our [cooperation] fell apart.", .negated),
        .init("The [cooperation] never happened.", .negated),
        .init("[Cooperation] did not work out.", .negated),
        // Contrast.
        .init("It is not [competition] but cooperation.", .negated),
        .init("It is not competition but [cooperation]."),
        // Rhetorical questions and tags.
        .init("Who wouldn't [cooperate]?"),
        .init("Why not [cooperate]?", .question),
        .init("We [cooperate], don't we?"),
        .init("How could we [cooperate]?", .negated),
        // Questions.
        .init("Do you [cooperate]?", .question),
        .init("Why should we [share]?", .question),
        .init("Do we meet, talk and [share]?", .question),
        .init("I wonder whether they [cooperate].", .question),
        .init("We [cooperate]. Is that enough?"),
        // Hedges.
        .init("Maybe we [cooperate] too little.", .hedged),
        .init("They might [cooperate].", .hedged),
        .init("It seems they [share].", .hedged),
        .init("We sort of [cooperate].", .hedged),
        .init("This sort of [cooperation] is good."),
        .init("This kind of [cooperation] works."),
        .init("In May we [cooperated] on a fair."),
        .init("Perhaps it rained, but we [shared] a tent."),
        // Suppositions and plans.
        .init("If we [cooperated], we would sell more.", .hypothetical),
        .init("If there were a grant, we would [cooperate].", .hypothetical),
        .init("We would have [cooperated].", .hypothetical),
        .init("We hope to [cooperate].", .hypothetical),
        .init("The leader wants to [share] the channel.", .hypothetical),
        .init("We plan to [share] a van next year.", .hypothetical),
        .init("It looked as if by magic, how we [cooperated]."),
        // Reported speech.
        .init("Some people say we [compete].", .reported),
        .init("They think [cooperation] is a waste of time.", .reported),
        .init("According to the chair, members [share] everything.", .reported),
        .init("The consultant said we [cooperate] well.", .reported),
        .init("I heard that they [cooperate].", .reported),
        .init("A few creative folks think that [tradition] is useless.", .reported),
        .init("I said that we [cooperate]."),
        .init("Needless to say, we [cooperate]."),
        .init("That is to say, we [share]."),
        .init("Some say it is useless, but we [cooperate]."),
        // Several at once.
        .init("Maybe they never [shared] it.", .hedged, .negated),
        .init("Some people say we don't [cooperate].", .reported, .negated),
        .init("If nobody [shares], nothing grows.", .hypothetical, .negated),
    ]
}
