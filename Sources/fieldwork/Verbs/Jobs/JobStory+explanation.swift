import SourceFiles
import Storage

extension JobStory {
    /// Why the job stands where it does, and what happens next.
    func explanation(_ around: JobSurroundings, limit: LimitLine?) -> LocalizedText {
        let reason = line.reason ?? "–"
        switch JobState(rawValue: line.state) {
        case .available: return waiting(around, limit)
        case .scheduled:
            return LocalizedText(
                zh: "等到 \(line.scheduledAt.local) 才執行。", en: "Waits until \(line.scheduledAt.local).")
        case .running where process?.isAlive == false && around.knowing == 0:
            return LocalizedText(
                zh: "執行它的程序已失聯，也沒有其他程序可以接手；請啟動 fieldworkd。",
                en: "The process that runs it is lost, and there is no other to take over: start fieldworkd.")
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

    private func waiting(_ around: JobSurroundings, _ limit: LimitLine?) -> LocalizedText {
        if let paused = around.queuePausedAt {
            return LocalizedText(
                zh: "可以執行，但佇列「\(line.queue)」自 \(paused.local) 起暫停；以 `fieldwork queues resume \(line.queue)` 繼續。",
                en: "Ready, and queue \(line.queue) is paused since \(paused.local): `fieldwork queues resume \(line.queue)`.")
        }
        if around.serving == 0 {
            return LocalizedText(
                zh: "可以執行，但目前沒有程序處理「\(line.queue)」佇列；請啟動 fieldworkd。",
                en: "Ready, and no living process serves queue \(line.queue): start fieldworkd.")
        }
        if around.knowing == 0 {
            return LocalizedText(
                zh: "可以執行，但處理「\(line.queue)」佇列的程序都不認得 \(line.kind) 這種工作；請升級 fieldworkd。",
                en: "Ready, and no process that serves queue \(line.queue) knows the kind \(line.kind): upgrade fieldworkd.")
        }
        if let limit {
            return LocalizedText(
                zh: "可以執行，但\(limit.scope.name.zh)同時最多執行 \(limit.allowed) 件，已經額滿；上限見 `fieldwork limits`。",
                en: "Ready, and waits for a limit (\(limit.scope.name.en): \(limit.allowed) at once): see `fieldwork limits`.")
        }
        if deaths >= 2 {
            return LocalizedText(
                zh: "可以執行；已有 \(deaths) 個程序在執行它時死亡，因此將單獨在子程序中執行。",
                en: "Ready; \(deaths) processes died with it, so it will run alone in a child process.")
        }
        return LocalizedText(
            zh: "可以執行；前面還有 \(ahead(around)) 件，處理中的程序正在執行 \(around.running) 件。",
            en: "Ready; \(ahead(around)) are served before it, and the processes that take it are running \(around.running).")
    }

    private func ahead(_ around: JobSurroundings) -> String {
        around.ahead < JobSurroundings.countingLimit ? "\(around.ahead)" : "\(around.ahead)+"
    }
}
