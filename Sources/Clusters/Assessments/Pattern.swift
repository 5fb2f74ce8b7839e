/// The four patterns of Lin, Chen & Chen: ability and trigger, each high or low.
package enum Pattern: String, Sendable, CaseIterable, Codable {
    /// Ability high, trigger high: Sustainable Development.
    case sustainableDevelopment = "I"
    /// Ability high, trigger low: Ability-oriented.
    case abilityOriented = "II"
    /// Ability low, trigger low: Newborn.
    case newborn = "III"
    /// Ability low, trigger high: Leader-oriented.
    case leaderOriented = "IV"

    package init(abilityIsHigh: Bool, triggerIsHigh: Bool) {
        self =
            switch (abilityIsHigh, triggerIsHigh) {
            case (true, true): .sustainableDevelopment
            case (true, false): .abilityOriented
            case (false, false): .newborn
            case (false, true): .leaderOriented
            }
    }
}
