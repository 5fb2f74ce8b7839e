import Codebooks
import Coding
import Transcripts

/// Reads a rule set from its YAML file. The file is strict: every key is there and none is unknown, and all that is wrong
/// is said at once.
package struct RuleSetReader {
    private let log = YAMLField.ProblemLog()

    package static func read(_ yaml: [UInt8]) throws(FileProblems) -> RuleSet {
        let reader = RuleSetReader()
        let ruleSet = reader.ruleSet(yaml)
        let problems = reader.log.problems
        guard let ruleSet, problems.isEmpty else { throw FileProblems(problems) }
        return ruleSet
    }

    private func ruleSet(_ yaml: [UInt8]) -> RuleSet? {
        let keys = ["name", "version", "title", "axes", "scoring", "patterns", "reasons"]
        guard let fields = YAMLField.root(of: yaml, log: log)?.mapping(keys) else { return nil }
        let name = fields["name"]?.identifier()
        let version = fields["version"]?.integer(in: 1...Int(Int32.max))
        let title = fields["title"]?.text()
        let axes = fields["axes"]?.mapping(Axis.allCases.map(\.rawValue)) ?? [:]
        let trigger = axes["trigger"].flatMap { axis(.trigger, $0) }
        let ability = axes["ability"].flatMap { axis(.ability, $0) }
        let scoring = fields["scoring"].flatMap(scoring)
        let patterns = fields["patterns"].flatMap(patterns)
        let reasons = fields["reasons"].flatMap(reasons)
        if let axes = fields["axes"], let trigger, let ability { refuseSharedIndicators(trigger, ability, at: axes) }
        let sha256 = SHA256.hex(of: yaml)
        if sha256 == nil { log.note("no-digest", line: nil, path: "", "libcrypto refused to compute a SHA-256: try again") }
        guard let name, let version, let title, let trigger, let ability, let scoring, let patterns, let reasons, let sha256
        else { return nil }
        return RuleSet(
            name: name, version: version, title: title, trigger: trigger, ability: ability, scoring: scoring,
            patterns: patterns, reasons: reasons, sha256: sha256)
    }

    // MARK: - Axes

    private func axis(_ axis: Axis, _ field: YAMLField) -> AxisRule? {
        let keys = ["name", "aggregation", "threshold", "band", "least-known", "least-direct", "indicators"]
        guard let fields = field.mapping(keys, optional: ["necessary"]) else { return nil }
        let name = fields["name"]?.text()
        let aggregation = fields["aggregation"]?.word(Aggregation.self)
        let threshold = fields["threshold"]?.score(in: 0...2)
        let band = fields["band"]?.score(in: 0...1)
        let indicators = fields["indicators"].flatMap(indicators)
        let count = max(indicators?.count ?? 0, 1)
        let leastKnown = fields["least-known"]?.integer(in: 1...count)
        let leastDirect = fields["least-direct"]?.integer(in: 0...count)
        var necessary: AxisRule.Necessary?
        if let field = fields["necessary"] {
            necessary = self.necessary(field, among: indicators?.map(\.id) ?? [], below: (threshold ?? 2) - (band ?? 0))
        }
        guard let name, let aggregation, let threshold, let band, let indicators, let leastKnown, let leastDirect else {
            return nil
        }
        if threshold - band <= 0 || threshold + band > 2 {
            fields["band"]?.fail("out-of-range", "threshold and band leave no room for low and high between 0 and 2")
        }
        return AxisRule(
            axis: axis, name: name, indicators: indicators, aggregation: aggregation, threshold: threshold, band: band,
            leastKnown: leastKnown, leastDirect: leastDirect, necessary: necessary)
    }

    private func necessary(_ field: YAMLField, among ids: [String], below edge: Double) -> AxisRule.Necessary? {
        guard let fields = field.mapping(["indicators", "ceiling"]) else { return nil }
        var named: [String] = []
        for entry in fields["indicators"]?.list() ?? [] {
            guard let id = entry.identifier() else { continue }
            if !ids.contains(id) {
                entry.fail("unknown-word", "expected an indicator of this axis: \(ids.joined(separator: ", "))")
            } else if named.contains(id) {
                entry.fail("duplicate", "stands in the list already")
            }
            named.append(id)
        }
        guard let ceiling = fields["ceiling"]?.score(in: 0...2) else { return nil }
        if ceiling >= edge.roundedToHundredth {
            let edge = edge.roundedToHundredth
            fields["ceiling"]?.fail("out-of-range", "expected less than \(edge), where the borderline band begins")
        }
        return AxisRule.Necessary(indicators: named, ceiling: ceiling)
    }

    private func indicators(_ field: YAMLField) -> [IndicatorRule]? {
        guard let entries = field.list() else { return nil }
        if entries.isEmpty { field.fail("empty", "expected one indicator at least") }
        var seen: Set<String> = []
        let indicators = entries.map { entry -> IndicatorRule? in
            guard let fields = entry.mapping(["id", "name", "about", "anchors"]) else { return nil }
            let id = fields["id"]?.identifier()
            let name = fields["name"]?.text()
            let subjects = fields["about"]?.words(EvidenceSubject.self)
            let anchors = fields["anchors"]?.mapping(["0", "1", "2"])
            let texts = ["0", "1", "2"].compactMap { anchors?[$0]?.text() }
            if let id, !seen.insert(id).inserted { fields["id"]?.fail("duplicate", "another indicator has this id") }
            if let id, Axis(rawValue: id) != nil { fields["id"]?.fail("duplicate", "an axis has this name") }
            guard let id, let name, let subjects, texts.count == 3 else { return nil }
            return IndicatorRule(id: id, name: name, subjects: subjects, anchors: texts)
        }
        // Of a list with a faulty entry there is no count to check others against.
        return indicators.contains { $0 == nil } ? nil : indicators.compactMap(\.self)
    }

    private func refuseSharedIndicators(_ trigger: AxisRule, _ ability: AxisRule, at field: YAMLField) {
        let shared = Set(trigger.indicators.map(\.id)).intersection(ability.indicators.map(\.id))
        for id in shared.sorted() {
            field.fail("duplicate", "indicator '\(id)' stands on both axes")
        }
    }

    // MARK: - Scoring

    private func scoring(_ field: YAMLField) -> ScoringRules? {
        let keys = ["evidence", "direct", "within", "across", "corroboration", "contested", "flags", "experts"]
        guard let fields = field.mapping(keys) else { return nil }
        let evidence = fields["evidence"]?.words(EvidenceType.self)
        let direct = fields["direct"]?.words(EvidenceType.self)
        let within = fields["within"]?.word(Aggregation.self)
        let across = fields["across"]?.word(Aggregation.self)
        let corroboration = fields["corroboration"]?.integer(in: 1...100)
        let contested = fields["contested"]?.word(ScoringRules.Contested.self)
        let flags = fields["flags"].flatMap(flags)
        let experts = fields["experts"]?.integer(in: 1...100)
        if let evidence, let direct, !direct.isSubset(of: evidence) {
            fields["direct"]?.fail("unknown-word", "expected only kinds that stand under evidence")
        }
        guard let evidence, let direct, let within, let across, let corroboration, let contested, let flags, let experts
        else { return nil }
        return ScoringRules(
            evidence: evidence, direct: direct, within: within, across: across, corroboration: corroboration,
            contested: contested, flags: flags, experts: experts)
    }

    private func flags(_ field: YAMLField) -> [Flag: FlagTreatment]? {
        guard let fields = field.mapping(Flag.allCases.map(\.rawValue)) else { return nil }
        var treatments: [Flag: FlagTreatment] = [:]
        for flag in Flag.allCases {
            treatments[flag] = fields[flag.rawValue]?.word(FlagTreatment.self)
        }
        return treatments.count == Flag.allCases.count ? treatments : nil
    }

    // MARK: - Words

    private func patterns(_ field: YAMLField) -> [Pattern: PatternText]? {
        guard let fields = field.mapping(Pattern.allCases.map(\.rawValue)) else { return nil }
        var patterns: [Pattern: PatternText] = [:]
        for pattern in Pattern.allCases {
            guard let entry = fields[pattern.rawValue]?.mapping(["name", "advice"]) else { continue }
            guard let name = entry["name"]?.text(), let advice = entry["advice"]?.text() else { continue }
            patterns[pattern] = PatternText(name: name, advice: advice)
        }
        return patterns.count == Pattern.allCases.count ? patterns : nil
    }

    private func reasons(_ field: YAMLField) -> [Reason.Kind: LocalizedText]? {
        guard let fields = field.mapping(Reason.Kind.allCases.map(\.rawValue)) else { return nil }
        var reasons: [Reason.Kind: LocalizedText] = [:]
        for kind in Reason.Kind.allCases {
            guard let entry = fields[kind.rawValue], let text = entry.text() else { continue }
            for language in Language.allCases { checkPlaceHolder(of: kind, in: text[language], language, at: entry) }
            reasons[kind] = text
        }
        return reasons.count == Reason.Kind.allCases.count ? reasons : nil
    }

    /// Names are put in between quotation marks, one after the other, so that the marks are part of the place-holder.
    private func checkPlaceHolder(of kind: Reason.Kind, in text: String, _ language: Language, at field: YAMLField) {
        let placeHolder = language == .chinese ? "「{about}」" : "“{about}”"
        if kind.namesWhatItIsAbout, !text.contains(placeHolder) {
            field.fail("wrong-place-holder", "the \(language.rawValue) text lacks \(placeHolder)")
        } else if !kind.namesWhatItIsAbout, text.contains("{about}") {
            field.fail("wrong-place-holder", "the \(language.rawValue) text has {about}, which stands for nothing here")
        }
    }
}
