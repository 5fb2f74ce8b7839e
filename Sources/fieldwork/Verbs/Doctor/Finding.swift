import SourceFiles

/// Something that is not as it should be, and what to do about it.
struct Finding: Sendable, Hashable {
    /// Stable, for scripts and searches.
    let code: String
    let severity: Severity
    let what: LocalizedText
    let advice: LocalizedText

    enum Severity: String, Sendable, Comparable {
        /// Jobs stand still, or may be lost.
        case fault
        /// Works, and will not for ever.
        case warning
        /// Worth knowing.
        case note

        var name: LocalizedText {
            switch self {
            case .fault: LocalizedText(zh: "故障", en: "fault")
            case .warning: LocalizedText(zh: "警告", en: "warning")
            case .note: LocalizedText(zh: "提示", en: "note")
            }
        }

        static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }

        private var rank: Int {
            switch self {
            case .fault: 0
            case .warning: 1
            case .note: 2
            }
        }
    }

    init(_ code: String, _ severity: Severity, zh: String, en: String, adviceZh: String, adviceEn: String) {
        self.code = code
        self.severity = severity
        what = LocalizedText(zh: zh, en: en)
        advice = LocalizedText(zh: adviceZh, en: adviceEn)
    }
}
