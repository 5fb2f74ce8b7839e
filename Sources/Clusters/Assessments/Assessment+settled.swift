extension Assessment {
    /// The pattern on which rules and experts leave nothing open: the rules' where no panel of experts says otherwise, the
    /// panel's where the rules are borderline. nil where they differ, where the panel is divided, and where evidence is
    /// missing.
    package var settled: Pattern? {
        let isPanel = !reasons.contains(Reason(.tooFewExperts))
        switch (outcome, experts) {
        case (.insufficient, _), (_, .dissent): return nil
        case (.borderline, .consensus(let pattern, _)): return isPanel ? pattern : nil
        case (.borderline, _): return nil
        case (.pattern(let found), .consensus(let pattern, _)): return found == pattern || !isPanel ? found : nil
        case (.pattern(let found), _): return found
        }
    }
}
