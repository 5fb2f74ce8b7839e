/// Reads the words of a label.
struct LabelLexicon {
    let codes: StudyCodes

    private static let interviewers: Set<String> = [
        "訪談者", "訪談人", "訪問者", "訪問人", "訪員", "採訪者", "採訪人", "採訪員", "主訪者", "主訪人", "主訪", "協訪者", "協訪",
        "研究者", "研究員", "研究生", "主持人", "提問者", "問者", "訪", "問", "interviewer", "int", "moderator", "researcher",
        "facilitator", "question",
    ]
    private static let participants: Set<String> = [
        "受訪者", "受訪人", "被訪者", "被訪人", "受訪", "受訪對象", "報導人", "回答者", "答者", "參與者", "受", "答", "interviewee",
        "participant", "respondent", "informant", "answer",
    ]
    private static let speakers: Set<String> = [
        "講者", "講話者", "講話人", "說話者", "說話人", "發言者", "發言人", "語者", "speaker", "spk",
    ]
    /// What the head of a transcript names before a colon.
    private static let headings: Set<String> = [
        "日期", "訪談日期", "時間", "訪談時間", "起訖時間", "地點", "訪談地點", "編號", "逐字稿編號", "訪談編號", "檔名", "錄音檔", "錄音檔名", "主題", "訪談主題",
        "紀錄", "記錄", "紀錄者", "記錄者", "謄稿", "謄稿者", "謄打", "謄打者", "校對", "校對者", "date", "time", "place", "location", "venue", "file",
        "topic", "recording", "duration", "length", "transcriber", "transcribedby", "notetaker",
    ]
    /// What stands before a colon in talk and is nobody.
    private static let openers: Set<String> = [
        "備註", "註", "說明", "例如", "比如", "譬如", "第一", "第二", "第三", "其一", "其二", "首先", "其次", "最後", "結論", "重點", "總之", "原因", "優點",
        "缺點", "問題", "建議", "目的", "方法", "內容", "結果", "意思", "另外", "note", "notes", "example", "forexample", "first",
        "second", "third", "finally", "summary",
    ]
    /// What leads up to somebody's words ends so, and no name does.
    private static let speechEndings = [
        "說", "講", "問", "表示", "提到", "認為", "覺得", "想", "是", "還有", "如下", "例如", "像", "叫", "的", "了", "就",
    ]
    private static let speechWords: Set<Substring> = ["said", "says", "asked", "is", "are", "was", "following"]

    /// Reads half-width text without colon. Nil if no speaker can be meant.
    func kind(of text: Substring) -> LabelKind? {
        guard !text.isEmpty else { return nil }
        if let kind = closed(text) { return kind }
        if let (outer, inner) = Self.parenthesized(text) {
            // `受訪者（Q1L）`, `Q1L（王○○）`: the code says more than the word.
            let kinds = [closed(inner), closed(outer)].compactMap(\.self)
            if let code = kinds.first(where: { if case .identified = $0 { true } else { false } }) ?? kinds.last { return code }
            return isName(outer) ? .name : nil
        }
        return isName(text) ? .name : nil
    }

    /// By what a transcript's lines are told apart and a ``SpeakerMap`` names them.
    static func key(of text: some StringProtocol) -> String {
        let folded = CodeGrammar.withoutColon(CodeGrammar.halfWidth(text)).lowercased()
        return String(scalars: folded.unicodeScalars.filter { !$0.isBlank && $0 != "_" })
    }

    /// A heading such as `訪談日期`, which names nobody.
    static func isHeading(_ text: String) -> Bool { headings.contains(key(of: text)) }

    /// Whether a colon is not needed for the words to be a label on a line of their own.
    static func standsAlone(_ kind: LabelKind, _ text: Substring) -> Bool {
        switch kind {
        case .identified: true
        case .interviewer, .participant, .speaker: text.count > 1
        case .unidentified, .numbered, .letter, .name: false
        }
    }

    private func closed(_ text: Substring) -> LabelKind? {
        word(text) ?? code(text) ?? numbered(text) ?? letter(text)
    }

    private func code(_ text: Substring) -> LabelKind? {
        do throws(CodeProblem) {
            return .identified(try IdentificationLabel(parsing: text, codes: codes))
        } catch {
            switch error {
            case .unknownRegion, .unknownRole:
                let rest = Title.removed(from: text).rest
                let isCode = rest.first?.isASCII == true && rest.last?.isLetter == true && rest.contains(where: \.isNumber)
                return isCode ? .unidentified : nil
            default: return nil
            }
        }
    }

    /// A word that says what the speaker is, with what may follow it: 受訪者A, Speaker 1, 受訪者 Q1L.
    private func word(_ text: Substring) -> LabelKind? {
        let lowered = text.lowercased()
        for (words, kind) in [
            (Self.interviewers, LabelKind.interviewer), (Self.participants, .participant), (Self.speakers, .speaker),
        ] {
            // Longest first, by shortening the text: 受訪者A holds 受訪者 before 受訪 and 受.
            for length in stride(from: min(lowered.count, 12), through: 1, by: -1)
            where words.contains(String(lowered.prefix(length))) {
                let behind = text.dropFirst(length)
                // "Into" is not "Int", speaker "o".
                if let last = text.prefix(length).last, last.isASCII, let next = behind.first, next.isASCII, next.isLetter {
                    continue
                }
                let rest = behind.trimmingBlanks
                if rest.isEmpty { return kind }
                if case .identified(let label)? = code(rest) { return .identified(label) }
                if length > 1 && Self.isSuffix(rest) { return kind }
            }
        }
        return nil
    }

    /// A letter, a number or an ordinal: A, 1, 03, 甲, 二.
    private static func isSuffix(_ text: Substring) -> Bool {
        let text = text.drop { "-_.#".contains($0) }
        if text.allSatisfy({ $0.isASCII && $0.isNumber }) { return (1...3).contains(text.count) }
        return text.count == 1 && text.allSatisfy { $0.isASCII && $0.isLetter || "甲乙丙丁戊一二三四五六七八九十".contains($0) }
    }

    private func numbered(_ text: Substring) -> LabelKind? {
        let letters = text.prefix { $0.isLetter }
        let digits = text.dropFirst(letters.count).drop { $0 == " " || $0 == "." || $0 == "-" }
        guard letters.count == 1 || codes.regions.contains(String(letters)), (1...3).contains(digits.count),
            digits.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(digits)
        else { return nil }
        return .numbered(letter: letters.uppercased(), number: number)
    }

    private func letter(_ text: Substring) -> LabelKind? {
        text.count == 1 && text.allSatisfy { $0.isASCII && $0.isLetter } ? .letter(text.uppercased()) : nil
    }

    private static func parenthesized(_ text: Substring) -> (outer: Substring, inner: Substring)? {
        guard let open = text.firstIndex(of: "("), text.last == ")", open > text.startIndex else { return nil }
        return (text[..<open].trimmingBlanks, text[text.index(after: open)...].dropLast().trimmingBlanks)
    }

    /// Up to eight characters of Chinese, or up to three words that begin with capitals.
    private func isName(_ text: Substring) -> Bool {
        let key = Self.key(of: text)
        guard !Self.headings.contains(key), !Self.openers.contains(key) else { return false }
        let words = text.split(separator: " ")
        if text.unicodeScalars.allSatisfy(\.isASCII) {
            return (1...3).contains(words.count) && !words.contains { Self.speechWords.contains($0) }
                && words.allSatisfy { $0.first?.isUppercase == true && $0.allSatisfy { $0.isLetter || ".-'".contains($0) } }
        }
        return text.count <= 8 && words.count == 1 && !Self.speechEndings.contains(where: text.hasSuffix)
            && text.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || $0.isNameSign }
    }
}

extension Unicode.Scalar {
    /// Signs in names: the blanked-out ○ of 王○○, and the point between parts of an indigenous name.
    fileprivate var isNameSign: Bool {
        switch self {
        case "○", "〇", "◯", "*", "‧", "·", "・", "•": true
        default: false
        }
    }
}
