import ArgumentParser
import SourceFiles

/// Where a document can stand.
enum DocumentStatus: String, CaseIterable, ExpressibleByArgument, Sendable {
    case received, processed, coded, refused, failed, cancelled

    var name: LocalizedText {
        switch self {
        case .received: LocalizedText(zh: "已收", en: "received")
        case .processed: LocalizedText(zh: "已讀", en: "processed")
        case .coded: LocalizedText(zh: "已編碼", en: "coded")
        case .refused: LocalizedText(zh: "退回", en: "refused")
        case .failed: LocalizedText(zh: "失敗", en: "failed")
        case .cancelled: LocalizedText(zh: "取消", en: "cancelled")
        }
    }

    /// The name of a status as the database has it; the status itself where this program does not know it.
    static func name(of status: String, in language: Language) -> String {
        DocumentStatus(rawValue: status)?.name[language] ?? status
    }
}
