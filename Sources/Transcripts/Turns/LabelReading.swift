/// Reads one label beside the others of its transcript.
struct LabelReading {
    let group: LabelGroup
    let cast: [LabelGroup]
    let codes: StudyCodes

    /// Who is behind it, and whether it could as well have been read otherwise.
    var member: (SpeakerCast.Member, isAmbiguous: Bool) {
        switch group.kind {
        case .identified(let label): (SpeakerCast.Member(role: .participant, participant: label.participant), false)
        case .interviewer: (SpeakerCast.Member(role: .interviewer), false)
        case .participant, .unidentified: (SpeakerCast.Member(role: .participant), false)
        case .speaker, .name: (SpeakerCast.Member(role: .unknown), false)
        case .letter(let letter): read(letter)
        case .numbered(let letter, _): readNumbered(letter)
        }
    }

    private func read(_ letter: String) -> (SpeakerCast.Member, isAmbiguous: Bool) {
        switch letter {
        case "I", "M": return (SpeakerCast.Member(role: .interviewer), false)
        // Question and answer; without an answer it may be a name.
        case "Q": return (SpeakerCast.Member(role: .interviewer), !hasParticipant)
        // Answer; or the first of A, B and C.
        case "A": return (SpeakerCast.Member(role: has("Q") || hasInterviewer || !has("B") ? .participant : .unknown), false)
        case "P": return (SpeakerCast.Member(role: .participant), false)
        // Respondent beside an interviewer, researcher beside a participant.
        case "R":
            if hasInterviewer { return (SpeakerCast.Member(role: .participant), false) }
            return (SpeakerCast.Member(role: hasParticipant ? .interviewer : .unknown), true)
        default:
            return (SpeakerCast.Member(role: codes.roles.keys.contains(letter) ? .participant : .unknown), false)
        }
    }

    private func readNumbered(_ letter: String) -> (SpeakerCast.Member, isAmbiguous: Bool) {
        let isRegion = codes.regions.contains(letter)
        switch letter {
        case "I", "M": return (SpeakerCast.Member(role: .interviewer), isRegion)
        case "A", "P", "R": return (SpeakerCast.Member(role: .participant), isRegion)
        // Questions of a guide come once each and are answered; a cluster's speaker comes back.
        case "Q":
            let isQuestion = !isRegion || has("A") || cast.allSatisfy { $0.letter != "Q" || $0.count == 1 }
            return (SpeakerCast.Member(role: isQuestion ? .interviewer : .participant), isRegion)
        // Speech-to-text calls its speakers so.
        case "S": return (SpeakerCast.Member(role: .unknown), isRegion)
        default: return (SpeakerCast.Member(role: isRegion ? .participant : .unknown), isRegion)
        }
    }

    private func has(_ letter: String) -> Bool { cast.contains { $0.letter == letter } }

    private var hasInterviewer: Bool {
        cast.contains { $0.kind == .interviewer || $0.kind == .letter("I") || $0.kind == .letter("Q") }
    }

    private var hasParticipant: Bool {
        cast.contains {
            switch $0.kind {
            case .identified, .participant, .letter("P"), .letter("A"): true
            default: false
            }
        }
    }
}

extension LabelGroup {
    fileprivate var letter: String? {
        switch kind {
        case .letter(let letter), .numbered(let letter, _): letter
        default: nil
        }
    }
}
