import ArgumentParser
import SourceFiles

/// Where a job can stand, as the queue has it.
enum JobState: String, CaseIterable, ExpressibleByArgument, Sendable {
    case scheduled, available, running, retryable, completed, discarded, cancelled

    var name: LocalizedText {
        switch self {
        case .scheduled: LocalizedText(zh: "排定", en: "scheduled")
        case .available: LocalizedText(zh: "待執行", en: "available")
        case .running: LocalizedText(zh: "執行中", en: "running")
        case .retryable: LocalizedText(zh: "待重試", en: "retryable")
        case .completed: LocalizedText(zh: "完成", en: "completed")
        case .discarded: LocalizedText(zh: "放棄", en: "discarded")
        case .cancelled: LocalizedText(zh: "取消", en: "cancelled")
        }
    }

    /// The name of a state as the database has it; the state itself where this program does not know it.
    static func name(of state: String, in language: Language) -> String {
        JobState(rawValue: state)?.name[language] ?? state
    }
}
