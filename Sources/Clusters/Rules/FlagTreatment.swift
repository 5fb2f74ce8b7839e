/// What a flag does to a piece of evidence. Of several flags, `list` comes first, then `reverse`, then `weaken`.
package enum FlagTreatment: String, Sendable, Codable, CaseIterable {
    /// It counts as if it had no flag.
    case score
    /// It shows part, never the whole: anchor 2 counts as 1, and as contrary evidence it is not explicit enough to count.
    case weaken
    /// Evidence for the indicator, denied, is contrary evidence (anchor 0); contrary evidence, denied, counts for nothing.
    case reverse
    /// It is listed and does not count.
    case list
}
