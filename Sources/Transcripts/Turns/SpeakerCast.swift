/// The speakers of a transcript: which of the words that look like labels are, and who is behind each.
///
/// Doubt falls on the side of coding: whoever cannot be told is coded, with a notice.
struct SpeakerCast {
    struct Member: Equatable {
        var role: SpeakerRole
        var participant: ParticipantCode?
    }

    /// By the key of the label; what is not here is no label.
    private(set) var members: [String: Member] = [:]
    private(set) var notices: [Notice] = []

    private let codes: StudyCodes
    private let speakers: SpeakerMap

    init(_ candidates: [LabelCandidate], codes: StudyCodes, speakers: SpeakerMap) {
        self.codes = codes
        self.speakers = speakers
        let settled = Dictionary(
            speakers.labels.map { (LabelLexicon.key(of: $0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
        let groups = LabelGroup.groups(of: candidates).filter { group in
            switch settled[group.key] {
            case .notASpeaker: false
            case .interviewer, .participant: true
            case nil: group.isLabel(among: candidates)
            }
        }
        var ambiguous = 0
        for group in groups {
            switch settled[group.key] {
            case .interviewer: members[group.key] = Member(role: .interviewer)
            case .participant(let code): members[group.key] = Member(role: .participant, participant: code)
            case .notASpeaker: break
            case nil:
                let (member, isAmbiguous) = LabelReading(group: group, cast: groups, codes: codes).member
                members[group.key] = member
                ambiguous += isAmbiguous ? 1 : 0
            }
        }
        if hasInterviewer { makeParticipants() }
        nameInterviewee(groups)
        note(.ambiguousLabel, ambiguous)
        note(.unknownParticipantCode, groups.count { $0.kind == .unidentified && settled[$0.key] == nil })
        note(.conflictingTitle, groups.count { $0.titles.count > 1 })
    }

    private var hasInterviewer: Bool { members.values.contains { $0.role == .interviewer } }

    /// Where the labels do not say who asks, the questions may.
    ///
    /// An unresolved speaker is taken for the interviewer if most of the turns are questions, several of them, and at
    /// most half as many of anybody else's.
    ///
    /// - Parameter turns: Of each turn the label's key, and whether it ends in a question.
    mutating func inferInterviewer(from turns: [(key: String, isQuestion: Bool)]) {
        let unresolved = members.filter { $0.value.role == .unknown }.keys.sorted()
        guard !unresolved.isEmpty else { return }
        if !hasInterviewer && members.count > 1 {
            let shares = members.keys.sorted().map { key in
                let own = turns.filter { $0.key == key }
                let questions = own.count(where: \.isQuestion)
                return (key: key, questions: questions, share: own.isEmpty ? 0 : Double(questions) / Double(own.count))
            }
            let asking = shares.filter { $0.share >= 0.6 && $0.questions >= 3 }
            if let asker = asking.first, asking.count == 1, unresolved.contains(asker.key),
                shares.allSatisfy({ $0.key == asker.key || $0.share <= asker.share / 2 })
            {
                members[asker.key] = Member(role: .interviewer)
                makeParticipants()
                note(.inferredInterviewer, 1)
                return
            }
        }
        note(.unresolvedSpeaker, unresolved.count)
    }

    /// Beside an interviewer, everybody else takes part.
    private mutating func makeParticipants() {
        for key in members.keys where members[key]?.role == .unknown { members[key]?.role = .participant }
    }

    /// One participant without a code is whose interview it is.
    private mutating func nameInterviewee(_ groups: [LabelGroup]) {
        guard let interviewee = speakers.interviewee, !members.values.contains(where: { $0.participant == interviewee }) else {
            return
        }
        let nameless = groups.filter { group in
            members[group.key] == Member(role: .participant) && group.kind != .unidentified
        }
        if nameless.count == 1 { members[nameless[0].key]?.participant = interviewee }
    }

    private mutating func note(_ code: NoticeCode, _ count: Int) {
        if count > 0 { notices.append(Notice(code, count: count)) }
    }
}
