/// The tokens of a sentence with their text, as the clause rules look at them.
struct SentenceView {
    private let tokens: UnsafeBufferPointer<Token>
    private let bytes: UnsafeBufferPointer<UInt8>

    init(tokens: UnsafeBufferPointer<Token>, bytes: UnsafeBufferPointer<UInt8>) {
        self.tokens = tokens
        self.bytes = bytes
    }

    enum Punctuation {
        case none, comma, end, question
    }

    var count: Int { tokens.count }

    /// What a token ends. A point, comma or colon inside a number or an abbreviation ends nothing.
    func punctuation(at index: Int) -> Punctuation {
        // Most tokens are ideographs or words.
        let first = bytes[Int(tokens[index].startByte)]
        if (0xE4...0xE9).contains(first) || (0x61...0x7A).contains(first | 0x20) { return .none }
        return switch scalar(at: index) {
        case "?", "？": .question
        case "。", "！", "!", "；", ";": .end
        case "，", "：", "—", "–", "…", "─", "（", "）", "(", ")": .comma
        case ",", ":": isTight(index) ? .none : .comma
        case ".": isTight(index) ? .none : .end
        default: .none
        }
    }

    /// 不 or 沒.
    func isNot(_ index: Int) -> Bool {
        let scalar = scalar(at: index)
        return scalar == "不" || scalar == "沒" || scalar == "没"
    }

    /// Two tokens are the same character, and one that a verb can begin with.
    func isSameVerb(_ a: Int, _ b: Int) -> Bool {
        let scalar = scalar(at: a)
        return scalar.value >= 0x3400 && scalar == self.scalar(at: b) && scalar != "了" && scalar != "的"
    }

    /// A sentence-final particle, which does not keep a clause from ending.
    func isParticle(_ index: Int) -> Bool {
        switch scalar(at: index) {
        case "了", "啦", "喔", "啊", "的", "呢", "耶", "嘛", "吧", "齁", "欸", "哦", "唷", "呀", "囉", "咧", "嗎", "嘿", "」", "』", "”", "\"": true
        default: false
        }
    }

    /// The first scalar of a token.
    private func scalar(at index: Int) -> Unicode.Scalar { bytes.scalar(at: Int(tokens[index].startByte)).scalar }

    /// No blank stands between the token and the next, which is a Latin word: `3.5`, `1,000`, `e.g.`
    private func isTight(_ index: Int) -> Bool {
        guard index + 1 < count, tokens[index + 1].startByte == tokens[index].endByte else { return false }
        let next = bytes[Int(tokens[index + 1].startByte)]
        return next < 0x80 && (Character(Unicode.Scalar(next)).isLetter || Character(Unicode.Scalar(next)).isNumber)
    }
}
