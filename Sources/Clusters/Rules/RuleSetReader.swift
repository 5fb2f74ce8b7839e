import Codebooks
import Coding
package import SourceFiles
import Transcripts

/// Reads a rule set from its YAML file. The file is strict: every key is there and none is unknown, and all that is wrong
/// is said at once.
package enum RuleSetReader {
    package static func read(_ yaml: [UInt8]) throws(FileProblems) -> RuleSet {
        let sha256 = try SHA256.hex(yaml)
        return try YAMLFile.read(yaml, beginning: "name: …") { ruleSet($0, sha256: sha256) }
    }

    private static func ruleSet(_ root: YAMLField, sha256: String) -> RuleSet? {
        guard let section = root.section(["name", "version", "title", "axes", "scoring", "patterns", "reasons"]) else {
            return nil
        }
        let name = section.required("name")?.id()
        let version = section.required("version")?.version()
        let title = section.required("title")?.localizedText()
        let axes = section.required("axes")?.section(Axis.allCases.map(\.rawValue))
        let trigger = axes?.required("trigger").flatMap { axis(.trigger, $0) }
        let ability = axes?.required("ability").flatMap { axis(.ability, $0) }
        let scoring = section.required("scoring").flatMap(scoring)
        let patterns = section.required("patterns").flatMap(patterns)
        let reasons = section.required("reasons").flatMap(reasons)
        if let axes, let trigger, let ability { refuseSharedIndicators(trigger, ability, at: axes.field) }
        guard let name, let version, let title, let trigger, let ability, let scoring, let patterns, let reasons else {
            return nil
        }
        return RuleSet(
            name: name, version: version, title: title, trigger: trigger, ability: ability, scoring: scoring,
            patterns: patterns, reasons: reasons, sha256: sha256)
    }

    // MARK: - Axes

    private static func axis(_ axis: Axis, _ field: YAMLField) -> AxisRule? {
        let keys = ["name", "aggregation", "threshold", "band", "least-known", "least-direct", "necessary", "indicators"]
        guard let section = field.section(keys) else { return nil }
        let name = section.required("name")?.localizedText()
        let aggregation = section.required("aggregation")?.word(Aggregation.self)
        let threshold = section.required("threshold")?.score(in: 0...2)
        let band = section.required("band")?.score(in: 0...1)
        let indicators = section.required("indicators").flatMap(indicators)
        let count = max(indicators?.count ?? 0, 1)
        let leastKnown = section.required("least-known")?.integer(in: 1...count)
        let leastDirect = section.required("least-direct")?.integer(in: 0...count)
        let necessary = section["necessary"].flatMap {
            self.necessary($0, among: indicators?.map(\.id) ?? [], below: (threshold ?? 2) - (band ?? 0))
        }
        guard let name, let aggregation, let threshold, let band, let indicators, let leastKnown, let leastDirect else {
            return nil
        }
        if threshold - band <= 0 || threshold + band > 2 {
            section["band"]?.report(
                .outOfRange,
                "threshold \(threshold.scoreText) and band \(band.scoreText) leave no room for low and high between 0 and 2")
        }
        return AxisRule(
            axis: axis, name: name, indicators: indicators, aggregation: aggregation, threshold: threshold, band: band,
            leastKnown: leastKnown, leastDirect: leastDirect, necessary: necessary)
    }

    private static func necessary(_ field: YAMLField, among ids: [String], below edge: Double) -> AxisRule.Necessary? {
        guard let section = field.section(["indicators", "ceiling"]) else { return nil }
        var named: [String] = []
        for item in section.required("indicators")?.items() ?? [] {
            guard let id = item.id() else { continue }
            if !ids.contains(id) {
                item.report(.unknownWord, "expected an indicator of this axis, \(ids.joined(separator: ", ")); found `\(id)`")
            } else if named.contains(id) {
                item.report(.duplicateID, "`\(id)` stands in the list already")
            }
            named.append(id)
        }
        guard let field = section.required("ceiling"), let ceiling = field.score(in: 0...2) else { return nil }
        if ceiling >= edge.roundedToHundredth {
            field.report(
                .outOfRange,
                "expected less than \(edge.scoreText), where the borderline band begins; found \(ceiling.scoreText)")
        }
        return AxisRule.Necessary(indicators: named, ceiling: ceiling)
    }

    private static func indicators(_ field: YAMLField) -> [IndicatorRule]? {
        let items = field.items()
        var seen: Set<String> = []
        let indicators = items.compactMap { item -> IndicatorRule? in
            guard let section = item.section(["id", "name", "about", "anchors"]) else { return nil }
            let id = section.required("id")?.id()
            let name = section.required("name")?.localizedText()
            let subjects = section.required("about")?.words(EvidenceSubject.self)
            let keys = IndicatorAnchor.values.map(String.init)
            let anchors = section.required("anchors")?.section(keys)
            let texts = keys.map { anchors?.required($0)?.localizedText() }.compactMap(\.self)
            if let id, !seen.insert(id).inserted {
                section["id"]?.report(.duplicateID, "the id `\(id)` is taken by another indicator")
            }
            if let id, Axis(rawValue: id) != nil { section["id"]?.report(.duplicateID, "the id `\(id)` is taken by an axis") }
            guard let id, let name, let subjects, texts.count == keys.count else { return nil }
            return IndicatorRule(id: id, name: name, subjects: subjects, anchors: texts)
        }
        // Of a list with a faulty item there is no count to check others against.
        return indicators.isEmpty || indicators.count < items.count ? nil : indicators
    }

    private static func refuseSharedIndicators(_ trigger: AxisRule, _ ability: AxisRule, at field: YAMLField) {
        let shared = Set(trigger.indicators.map(\.id)).intersection(ability.indicators.map(\.id))
        for id in shared.sorted() {
            field.report(.duplicateID, "the indicator `\(id)` stands on both axes; it belongs to one")
        }
    }

    // MARK: - Scoring

    private static func scoring(_ field: YAMLField) -> ScoringRules? {
        let keys = ["evidence", "direct", "within", "across", "corroboration", "contested", "flags", "experts"]
        guard let section = field.section(keys) else { return nil }
        let evidence = section.required("evidence")?.words(EvidenceType.self)
        let direct = section.required("direct")?.words(EvidenceType.self)
        let within = section.required("within")?.word(Aggregation.self)
        let across = section.required("across")?.word(Aggregation.self)
        let corroboration = section.required("corroboration")?.integer(in: 1...100)
        let contested = section.required("contested")?.word(ScoringRules.Contested.self)
        let flags = section.required("flags").flatMap(flags)
        let experts = section.required("experts")?.integer(in: 1...100)
        if let evidence, let direct {
            for type in direct.subtracting(evidence).map(\.rawValue).sorted() {
                section["direct"]?.report(
                    .unknownWord, "`\(type)` does not stand under `evidence:`; what is direct is scored, too")
            }
        }
        guard let evidence, let direct, let within, let across, let corroboration, let contested, let flags, let experts
        else { return nil }
        return ScoringRules(
            evidence: evidence, direct: direct, within: within, across: across, corroboration: corroboration,
            contested: contested, flags: flags, experts: experts)
    }

    private static func flags(_ field: YAMLField) -> [Flag: FlagTreatment]? {
        table(field) { $1.word(FlagTreatment.self) }
    }

    // MARK: - Words

    private static func patterns(_ field: YAMLField) -> [Pattern: PatternText]? {
        table(field) { _, field in
            guard let section = field.section(["name", "advice"]) else { return nil }
            let name = section.required("name")?.localizedText()
            let advice = section.required("advice")?.localizedText()
            guard let name, let advice else { return nil }
            return PatternText(name: name, advice: advice)
        }
    }

    private static func reasons(_ field: YAMLField) -> [Reason.Kind: LocalizedText]? {
        table(field) { (kind: Reason.Kind, field) in
            guard let text = field.localizedText() else { return nil }
            for language in Language.allCases { checkPlaceHolder(of: kind, in: text[language], language, at: field) }
            return text
        }
    }

    /// Names are put in between quotation marks, one after the other, so that the marks are part of the place-holder.
    private static func checkPlaceHolder(of kind: Reason.Kind, in text: String, _ language: Language, at field: YAMLField) {
        let placeHolder = language == .chinese ? "「{about}」" : "“{about}”"
        if kind.namesWhatItIsAbout, !text.contains(placeHolder) {
            field.report(.badPlaceHolder, "expected \(placeHolder) in the \(language.rawValue) text, for what it is about")
        } else if !kind.namesWhatItIsAbout, text.contains("{about}") {
            field.report(.badPlaceHolder, "the \(language.rawValue) text has {about}, which stands for nothing here")
        }
    }

    /// A mapping with a value for every word of a closed list; nil where one is missing or faulty.
    private static func table<Word: RawRepresentable<String> & CaseIterable & Hashable, Value>(
        _ field: YAMLField, _ read: (Word, YAMLField) -> Value?
    ) -> [Word: Value]? {
        guard let section = field.section(Word.allCases.map(\.rawValue)) else { return nil }
        var table: [Word: Value] = [:]
        for word in Word.allCases { table[word] = section.required(word.rawValue).flatMap { read(word, $0) } }
        return table.count == Word.allCases.count ? table : nil
    }
}

extension YAMLField {
    /// A number on the scale of scores, which have two decimals.
    fileprivate func score(in range: ClosedRange<Double>) -> Double? {
        guard let value = number() else { return nil }
        if range.contains(value), value.roundedToHundredth == value { return value }
        report(
            .outOfRange,
            "expected a number from \(range.lowerBound.scoreText) to \(range.upperBound.scoreText), two decimals at most; found \(value)"
        )
        return nil
    }
}
