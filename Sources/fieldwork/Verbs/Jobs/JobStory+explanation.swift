import SourceFiles
import Storage

extension JobStory {
    /// Why the job stands where it does, and what happens next.
    ///
    /// - Parameter hasTakers: whether a process that lives takes jobs of this queue and kind.
    func explanation(hasTakers: Bool) -> LocalizedText {
        let reason = line.reason ?? "–"
        switch JobState(rawValue: line.state) {
        case .available where !hasTakers:
            return LocalizedText(
                zh: "可以執行，但目前沒有程序處理「\(line.queue)」佇列的這種工作；請啟動 fieldworkd。",
                en: "Ready, and no living process takes this kind from queue \(line.queue): start fieldworkd.")
        case .available:
            return LocalizedText(zh: "可以執行；下一個空閒的程序就會領取。", en: "Ready; the next free process takes it.")
        case .scheduled:
            return LocalizedText(
                zh: "等到 \(line.scheduledAt.local) 才執行。", en: "Waits until \(line.scheduledAt.local).")
        case .running where process?.isAlive == false:
            return LocalizedText(
                zh: "執行它的程序已失聯；租約期滿後由其他程序接手。",
                en: "The process that runs it is lost; another takes over when its lease has run out.")
        case .running where cancelRequestedAt != nil:
            return LocalizedText(zh: "執行中，已要求停止。", en: "Running, and asked to stop.")
        case .running:
            return LocalizedText(zh: "執行中。", en: "Running.")
        case .retryable:
            return LocalizedText(
                zh: "上次失敗（\(reason)）；\(line.scheduledAt.local) 再試。",
                en: "Failed (\(reason)); tried again at \(line.scheduledAt.local).")
        case .discarded:
            return LocalizedText(
                zh: "執行 \(line.attempt) 次後放棄：\(reason)。排除原因後可用 `fieldwork jobs retry \(line.id)`。",
                en: "Given up after \(line.attempt): \(reason). When the cause is gone: `fieldwork jobs retry \(line.id)`.")
        case .cancelled: return LocalizedText(zh: "已取消。", en: "Cancelled.")
        case .completed: return LocalizedText(zh: "已完成，結果已寫入。", en: "Done; its results are written.")
        case nil: return LocalizedText(zh: "本程式不認得的狀態。", en: "In a state this program does not know.")
        }
    }
}
