/// What the experts, rating blind to each other and to the machine, make of a cluster.
package enum ExpertView: Sendable, Hashable, Codable {
    /// All of them, two or more, place it alike.
    case consensus(Pattern, raters: Int)
    /// They do not; every rating is kept, by rater. Nobody breaks the tie.
    case dissent([String: Pattern])
    /// One expert has rated: neither agreement nor dissent.
    case single(Pattern, rater: String)

    /// The view of the ratings of one cluster; nil without any. Ratings carry one pattern per rater, as the reader of
    /// ratings makes sure; of several, the last counts.
    package init?(_ ratings: [ExpertRating]) {
        let byRater = Dictionary(ratings.map { ($0.rater, $0.pattern) }) { _, last in last }
        guard let (rater, pattern) = byRater.first else { return nil }
        if byRater.count == 1 {
            self = .single(pattern, rater: rater)
        } else if byRater.values.allSatisfy({ $0 == pattern }) {
            self = .consensus(pattern, raters: byRater.count)
        } else {
            self = .dissent(byRater)
        }
    }
}
