/// Reads the marks of one sentence and says which flags hold where. Its memory is used again for the next sentence.
///
/// Rules, in the order in which they are applied:
/// - Of overlapping marks the first is taken, then the longest; what it covers is no mark of its own.
/// - X不X and X沒X ask; their 不 denies nothing. Two negations that touch cancel out. A clincher cancels a negation before it.
/// - Clauses end at punctuation (、 and quotation marks aside) and where a contrast or a continuation begins.
/// - Each mark then covers the part of its clause that ``Mark`` describes. A condition covers the next clause too;
///   somebody's words go on until a clause begins with a contrast or with the speaker.
struct ClauseReader {
    private var spans: [MarkSpan] = []
    private var clauses: [Clause] = []
    private var scopes: [Scope] = []

    /// Takes in a sentence: its tokens, and the lexicon's entries found in it, in any order.
    mutating func read(_ sentence: SentenceView, marks found: [MarkSpan]) {
        scopes.removeAll(keepingCapacity: true)
        takeLongest(found)
        settleNegations(in: sentence)
        cutClauses(of: sentence)
        if spans.isEmpty, !clauses.contains(where: \.isAsked) { return }
        cancelByClinchers(in: sentence)
        for index in spans.indices { cover(spans[index], in: sentence) }
        coverQuestions(in: sentence)
    }

    /// The flags that hold at any of these stretches, which together are one cue. A mark inside one of the stretches is part
    /// of the cue and sets nothing.
    func flags(at stretches: [Hit]) -> Flags {
        var flags: Flags = []
        for scope in scopes where !flags.contains(scope.flag) {
            let holds = stretches.contains { $0.start < scope.end && scope.start < $0.end }
            let isOwn = stretches.contains {
                scope.isOwnedByTouch
                    ? $0.start < scope.causeEnd && scope.causeStart < $0.end
                    : $0.start <= scope.causeStart && scope.causeEnd <= $0.end
            }
            if holds, !isOwn { flags.insert(scope.flag) }
        }
        return flags
    }

    /// A clause begins after the first token, and not after the second. Only a continuation (就, "because") cuts nothing.
    func isCut(between first: Int32, and second: Int32) -> Bool {
        clauses.contains { first < $0.start && $0.start <= second && $0.opening != .continuation }
    }

    /// Where a flag holds, and the words that set it. In tokens, end-exclusive.
    private struct Scope {
        let flag: Flags
        let start: Int32
        let end: Int32
        let causeStart: Int32
        let causeEnd: Int32
        /// The cause denies what comes before it. A cue that holds a part of it, as 不足 of 很不足, says the denial itself; of
        /// a negation it must hold the whole, for 有 is no part of 沒有.
        let isOwnedByTouch: Bool
    }

    private struct Clause {
        let start: Int32
        var end: Int32
        let opening: Opening
        /// The token after it is a question mark.
        var isAsked = false

        /// What a clause begins after, or with.
        enum Opening {
            case sentence, comma, contrast, continuation
        }
    }
}

/// An entry of the lexicon in a sentence.
struct MarkSpan {
    var start: Int32
    var end: Int32
    /// Number of the entry.
    var entry: Int32
    var marks: Marks
}

// MARK: Marks

extension ClauseReader {
    private mutating func takeLongest(_ found: [MarkSpan]) {
        spans.removeAll(keepingCapacity: true)
        var free: Int32 = 0
        for span in found.sorted(by: { ($0.start, -$0.end) < ($1.start, -$1.end) }) where span.start >= free {
            spans.append(span)
            free = span.end
        }
    }

    private mutating func settleNegations(in sentence: SentenceView) {
        for index in spans.indices where spans[index].marks.contains(.negation) {
            let start = Int(spans[index].start)
            if start > 0, start + 1 < sentence.count, sentence.isNot(start), sentence.isSameVerb(start - 1, start + 1) {
                spans[index].marks = Marks(.question)
            }
        }
        var index = 0
        while index + 1 < spans.count {
            let pair = (spans[index], spans[index + 1])
            if pair.0.marks.contains(.negation), pair.1.marks.contains(.negation), pair.0.end == pair.1.start,
                pair.0.entry != pair.1.entry
            {
                spans[index].marks = []
                spans[index + 1].marks = []
                index += 1
            }
            index += 1
        }
    }

    /// 不合作不行: both negations fall away. Looks back over the clause, and over a comma where the clincher stands alone.
    private mutating func cancelByClinchers(in sentence: SentenceView) {
        for index in spans.indices where spans[index].marks.contains(.clincher) {
            guard var place = clauseIndex(of: spans[index].start), isAtEnd(spans[index], clauses[place], sentence) else {
                continue
            }
            while place > 0, clauses[place].opening == .continuation { place -= 1 }
            if place > 0, clauses[place].opening == .comma, spans[index].start - clauses[place].start <= 2 { place -= 1 }
            let start = clauses[place].start
            let opener = spans[..<index].lastIndex {
                $0.start >= start && ($0.marks.contains(.negation) || $0.marks.contains(.frame))
            }
            if let negation = opener {
                spans[negation].marks = []
                spans[index].marks = []
            }
        }
    }
}

// MARK: Clauses

extension ClauseReader {
    private mutating func cutClauses(of sentence: SentenceView) {
        clauses.removeAll(keepingCapacity: true)
        var clause = Clause(start: 0, end: 0, opening: .sentence)
        var opener = 0
        for token in 0..<sentence.count {
            let position = Int32(token)
            while opener < spans.count, spans[opener].start < position { opener += 1 }
            if opener < spans.count, spans[opener].start == position, !spans[opener].marks.isDisjoint(with: .openers),
                position > clause.start, !isDeniedOpener(opener)
            {
                clause.end = position
                clauses.append(clause)
                let opening: Clause.Opening = spans[opener].marks.contains(.contrast) ? .contrast : .continuation
                clause = Clause(start: position, end: position, opening: opening)
            }
            switch sentence.punctuation(at: token) {
            case .none: continue
            case .comma, .end, .question:
                clause.end = position
                clause.isAsked = sentence.punctuation(at: token) == .question
                if clause.end > clause.start || clause.isAsked { clauses.append(clause) }
                let opening: Clause.Opening = sentence.punctuation(at: token) == .comma ? .comma : .sentence
                clause = Clause(start: position + 1, end: position + 1, opening: opening)
            }
        }
        clause.end = Int32(sentence.count)
        if clause.end > clause.start { clauses.append(clause) }
        nameOpenings()
    }

    /// 沒有只想…: what a negation touches opens nothing.
    private func isDeniedOpener(_ index: Int) -> Bool {
        index > 0 && spans[index - 1].end == spans[index].start && spans[index - 1].marks.contains(.negation)
    }

    /// A clause after a comma that begins with a contrast is opened by the contrast.
    private mutating func nameOpenings() {
        for index in clauses.indices where clauses[index].opening == .comma {
            guard let first = spans.first(where: { $0.start == clauses[index].start }) else { continue }
            if first.marks.contains(.contrast) {
                clauses[index] = Clause(
                    start: clauses[index].start, end: clauses[index].end, opening: .contrast, isAsked: clauses[index].isAsked)
            }
        }
    }

    private func clauseIndex(of token: Int32) -> Int? {
        clauses.firstIndex { $0.start <= token && token < $0.end }
    }

    /// Nothing but particles stands between the span and the end of its clause.
    private func isAtEnd(_ span: MarkSpan, _ clause: Clause, _ sentence: SentenceView) -> Bool {
        (span.end..<max(span.end, clause.end)).allSatisfy { sentence.isParticle(Int($0)) }
    }
}

// MARK: Scopes

extension ClauseReader {
    private mutating func cover(_ span: MarkSpan, in sentence: SentenceView) {
        guard !span.marks.isEmpty, let place = clauseIndex(of: span.start) else { return }
        let clause = clauses[place]
        let marks = span.marks
        if marks.contains(.negation) || marks.contains(.rhetoricalDenial) {
            add(.negated, span.end, endOfList(from: place), because: span)
        }
        if marks.contains(.complement) {
            add(.negated, max(clause.start, span.start - 3), span.start, because: span)
        }
        if marks.contains(.predicate) || marks.contains(.clincher), isAtEnd(span, clause, sentence) {
            add(.negated, clause.start, span.start, because: span)
        }
        if marks.contains(.hedge) || (marks.contains(.finalHedge) && isAtEnd(span, clause, sentence)) {
            add(.hedged, clause.start, clause.end, because: span)
        }
        if marks.contains(.condition) {
            coverCondition(place, span, reachesOn: span.start - clause.start <= 3)
        }
        if marks.contains(.finalCondition), isAtEnd(span, clause, sentence) {
            coverCondition(place, span, reachesOn: true)
        }
        if marks.contains(.intention) {
            add(.hypothetical, span.end, clause.end, because: span)
        }
        if marks.contains(.hearsay) {
            coverReport(place, span, goesOn: span.start == clause.start || isAtEnd(span, clause, sentence))
        }
        if (marks.contains(.saying) && isSaidBySomebody(span, in: clause))
            || (marks.contains(.saidBySomebody) && !isSaidBySpeaker(span, in: clause))
        {
            let isLast = isAtEnd(span, clause, sentence)
            if isLast, place == clauses.count - 1 {
                add(.reported, 0, clause.start, because: span)
            } else {
                coverReport(place, span, goesOn: isLast)
            }
        }
        if marks.contains(.question) || (marks.contains(.finalQuestion) && isAtEnd(span, clause, sentence)),
            !isQuestionTaken(from: clause)
        {
            add(.question, clause.start, clause.end, because: span)
        }
    }

    private mutating func coverCondition(_ place: Int, _ span: MarkSpan, reachesOn: Bool) {
        add(.hypothetical, clauses[place].start, clauses[place].end, because: span)
        guard reachesOn else { return }
        for (distance, next) in clauses[(place + 1)...].enumerated() {
            guard next.opening == .continuation || (distance == 0 && next.opening == .comma) else { break }
            add(.hypothetical, next.start, next.end, because: span)
        }
    }

    private mutating func coverReport(_ place: Int, _ span: MarkSpan, goesOn: Bool) {
        add(.reported, span.end, clauses[place].end, because: span)
        guard goesOn else { return }
        for next in clauses[(place + 1)...] {
            if next.opening == .contrast || next.opening == .sentence { break }
            if spans.contains(where: { $0.start == next.start && $0.marks.contains(.speaker) }) { break }
            add(.reported, next.start, next.end, because: span)
        }
    }

    private mutating func coverQuestions(in sentence: SentenceView) {
        for (place, clause) in clauses.enumerated() where clause.isAsked && !isQuestionTaken(from: clause) {
            let mark = MarkSpan(start: clause.end, end: clause.end + 1, entry: -1, marks: [])
            var first = place
            while first > 0, clauses[first].opening != .sentence { first -= 1 }
            let asks = spans.contains { $0.start == clauses[first].start && $0.marks.contains(.asking) }
            add(.question, asks ? clauses[first].start : clause.start, clause.end, because: mark)
        }
    }

    private mutating func add(_ flag: Flags, _ start: Int32, _ end: Int32, because span: MarkSpan) {
        guard start < end else { return }
        scopes.append(
            Scope(
                flag: flag, start: start, end: end, causeStart: span.start, causeEnd: span.end,
                isOwnedByTouch: flag == .negated && end <= span.start))
    }

    /// Where a negation's reach ends: with its clause or, in a list like "never met, shared or worked", with the item after
    /// the last comma.
    private func endOfList(from place: Int) -> Int32 {
        var end = clauses[place].end
        var next = place + 1
        while next < clauses.count, next <= place + 4, clauses[next].opening == .comma {
            let clause = clauses[next]
            if spans.contains(where: { $0.start == clause.start && $0.marks.contains(.subject) }) { break }
            if spans.contains(where: { clause.start <= $0.start && $0.start < clause.end && $0.marks.contains(.or) }) {
                end = clause.end
                break
            }
            next += 1
        }
        return end
    }

    private func isSaidBySomebody(_ span: MarkSpan, in clause: Clause) -> Bool {
        let before = spans.last { $0.end <= span.start && ($0.marks.contains(.somebody) || $0.marks.contains(.speaker)) }
        guard let before, before.start >= clause.start else { return false }
        return before.marks.contains(.somebody) && span.start - before.end <= 4
    }

    private func isSaidBySpeaker(_ span: MarkSpan, in clause: Clause) -> Bool {
        spans.contains {
            $0.marks.contains(.speaker) && $0.start >= clause.start && $0.end <= span.start && span.start - $0.end <= 3
        }
    }

    /// A rhetorical question, a question tag or a 不管 is in the clause.
    private func isQuestionTaken(from clause: Clause) -> Bool {
        spans.contains { span in
            guard clause.start <= span.start, span.start <= clause.end else { return false }
            if span.marks.contains(.tag) { return span.end >= clause.end }
            return span.marks.contains(.rhetoricalDenial) || span.marks.contains(.rhetoricalAssent)
                || span.marks.contains(.regardless)
        }
    }
}
