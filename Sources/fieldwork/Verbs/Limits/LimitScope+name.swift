import SourceFiles
import Storage

extension LimitScope {
    /// What it is about, in words.
    var name: LocalizedText {
        let jobs =
            switch (queue, kind) {
            case (let queue?, let kind?):
                LocalizedText(zh: "佇列「\(queue)」的 \(kind) 工作", en: "jobs of kind \(kind) in queue \(queue)")
            case (nil, let kind?): LocalizedText(zh: "\(kind) 工作", en: "jobs of kind \(kind)")
            case (let queue, nil): LocalizedText(zh: "佇列「\(queue ?? "")」的工作", en: "jobs of queue \(queue ?? "")")
            }
        guard isPerPartition else { return jobs }
        return LocalizedText(zh: jobs.zh + "（每個分區）", en: jobs.en + ", each partition")
    }
}
