/// Finds what somebody else says inside a turn: 〔訪：嗯〕, (I: mm-hm).
struct AsideFinder {
    let scalars: [Unicode.Scalar]
    let lexicon: LabelLexicon
    let cast: SpeakerCast

    private static let longestLabel = 12

    private static func closing(_ opening: Unicode.Scalar) -> Unicode.Scalar? {
        switch opening {
        case "〔": "〕"
        case "［": "］"
        case "[": "]"
        case "（": "）"
        case "(": ")"
        case "【": "】"
        case "｛": "｝"
        case "{": "}"
        case "〈": "〉"
        default: nil
        }
    }

    /// In text order, brackets included.
    func asides(in content: TextRange, key: String?, role: SpeakerRole) -> [TextRange] {
        var asides: [TextRange] = []
        var position = content.start
        while position < content.end {
            defer { position += 1 }
            guard let closing = Self.closing(scalars[position]) else { continue }
            let inside = scalars[(position + 1)..<content.end]
            guard let colon = inside.prefix(Self.longestLabel).firstIndex(where: { $0.halfWidth == ":" }),
                let end = inside.prefix(while: { !$0.isLineEnd }).firstIndex(of: closing), colon < end,
                isSomebodyElse(scalars[(position + 1)..<colon], key: key, role: role)
            else { continue }
            asides.append(TextRange(position, end + 1))
            position = end
        }
        return asides
    }

    private func isSomebodyElse(_ label: ArraySlice<Unicode.Scalar>, key: String?, role: SpeakerRole) -> Bool {
        let words = CodeGrammar.halfWidth(String(scalars: label))
        let other = LabelLexicon.key(of: words)
        guard other != key, let kind = lexicon.kind(of: words) else { return false }
        if let member = cast.members[other] { return !(member.role == role && role == .interviewer) }
        return switch kind {
        case .identified(let code): LabelLexicon.key(of: code.participant.description) != key
        case .interviewer, .letter("I"), .letter("Q"): role != .interviewer
        case .participant, .letter("A"), .letter("R"), .letter("P"): role == .interviewer
        case .unidentified, .numbered, .letter, .speaker, .name: false
        }
    }
}
