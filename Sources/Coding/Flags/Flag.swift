/// What makes a sentence less than a plain statement by its speaker. A flag lowers trust and sends the suggestion to a
/// person; it never deletes it.
package enum Flag: String, Sendable, CaseIterable, Codable, Comparable {
    /// The clause denies it: 沒有合作, "we never cooperated".
    case negated
    /// The clause weakens it: 可能, "perhaps".
    case hedged
    /// The clause supposes it: 如果, "if we had".
    case hypothetical
    /// The clause gives it as somebody else's view: 有人說, "some people say".
    case reported
    /// The clause asks it.
    case question

    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
