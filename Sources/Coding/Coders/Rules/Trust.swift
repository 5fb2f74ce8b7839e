/// How far the rule coder trusts its own suggestion.
///
/// `trust = (1 − 0.4 · 0.5ⁿ⁻¹) · ∏ factor(flag)` for n different cues of the code in the sentence: 0.6 for one, 0.8 for two,
/// 0.9 for three, each flag taking its share. It orders suggestions for review; it is no probability.
enum Trust {
    static func of(cues: Int, flags: Flags) -> Double {
        var doubt = 0.4
        for _ in 1..<max(1, min(cues, 32)) { doubt *= 0.5 }
        return (1 - doubt) * factor(flags)
    }

    /// What the flags leave of the trust.
    static func factor(_ flags: Flags) -> Double {
        var factor = 1.0
        if flags.contains(.negated) { factor *= 0.3 }
        if flags.contains(.question) { factor *= 0.3 }
        if flags.contains(.hypothetical) { factor *= 0.4 }
        if flags.contains(.reported) { factor *= 0.6 }
        if flags.contains(.hedged) { factor *= 0.7 }
        return factor
    }
}
