/// Why a cron expression is none.
package enum CronProblem: Error, Sendable, Hashable {
    /// It does not have five fields.
    case fieldCount(Int)
    /// It begins with `@` and is none of ``CronExpression/shorthands``.
    case shorthand(String)
    case field(CronField, Expectation, found: String)
    /// No month it allows has a day it allows.
    case never

    /// What was expected where something else was found.
    package enum Expectation: Sendable, Hashable {
        /// A value within the field's bounds, or one of its names.
        case value
        /// A range whose first value is not greater than its last.
        case order
        /// After the slash a number from 1, and before it a star or a range.
        case step
    }
}
