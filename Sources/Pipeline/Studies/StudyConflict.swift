/// A study is in the database that is set up otherwise than its file says.
package struct StudyConflict: Error, Sendable, Hashable {
    package let study: String
    package let part: Part
    /// What the database has, and what the file has.
    package let there: [String]
    package let wanted: [String]

    /// What is settled when a study is created: results were made by it.
    package enum Part: Sendable, Hashable {
        case regions, roles, codebooks, ruleSet
    }
}
