/// What there may be to notice about a document. The raw values are stable.
package enum NoticeCode: String, Sendable, CaseIterable, Codable {
    // Of its characters and format.
    case privateUseCharacters = "private-use-characters"
    case trackedChanges = "tracked-changes"
    case notesLeftOut = "notes-left-out"
    case textBoxesLeftOut = "text-boxes-left-out"

    // Of its speakers.
    case noSpeakerLabels = "no-speaker-labels"
    case ambiguousLabel = "ambiguous-label"
    case unknownParticipantCode = "unknown-participant-code"
    case conflictingTitle = "conflicting-title"
    case inferredInterviewer = "inferred-interviewer"
    case unresolvedSpeaker = "unresolved-speaker"
    case frontMatter = "front-matter"

    package var message: BilingualText {
        switch self {
        case .privateUseCharacters:
            BilingualText(
                zh: "含自造字或私用區字元，其他電腦可能顯示不同。",
                en: "Holds private-use (user-drawn) characters, which other computers show differently.")
        case .trackedChanges:
            BilingualText(
                zh: "含追蹤修訂：以接受全部修訂後的文字為準。", en: "Holds tracked changes; read as if all were accepted.")
        case .notesLeftOut:
            BilingualText(zh: "註腳、章節附註與註解未納入。", en: "Footnotes, endnotes and comments are left out.")
        case .textBoxesLeftOut:
            BilingualText(zh: "文字方塊未納入。", en: "Text boxes are left out.")
        case .noSpeakerLabels:
            BilingualText(
                zh: "找不到說話者標記：所有段落都視為受訪內容。",
                en: "No speaker labels were found; every paragraph is coded as if a participant spoke.")
        case .ambiguousLabel:
            BilingualText(
                zh: "說話者標記可能有兩種解讀（例如 Q1 是題號或群聚）；請確認或指定。",
                en: "A speaker label can be read in two ways (Q1: a question or a cluster); check it or settle it.")
        case .unknownParticipantCode:
            BilingualText(
                zh: "標記形似識別代碼，但地區或角色不屬於本研究。",
                en: "A label looks like an identification code, but its region or role is none of this study's.")
        case .conflictingTitle:
            BilingualText(
                zh: "同一代碼出現不同稱謂（先生／女士）。", en: "The same code is given different titles (Mr. and Ms.).")
        case .inferredInterviewer:
            BilingualText(
                zh: "訪談者由提問比例推定；請確認或指定。",
                en: "The interviewer was inferred from who asks the questions; check it or settle it.")
        case .unresolvedSpeaker:
            BilingualText(
                zh: "有說話者無法判定為訪談者或受訪者；其內容照常編碼。",
                en: "Some speakers could not be told as interviewer or participant; what they say is coded.")
        case .frontMatter:
            BilingualText(
                zh: "第一個說話者標記之前的文字視為檔頭，不編碼。",
                en: "Text before the first speaker label is taken for a heading and not coded.")
        }
    }
}
