/// Something that must never be, with the job or process it was seen at.
struct Violation: Sendable, Hashable, CustomStringConvertible {
    enum Rule: String, CaseIterable, Sendable {
        /// A job whose enqueuing was acknowledged is not there, or has not ended.
        case lost
        /// A job ended in a state that its kind never asks for.
        case wrongEnd = "wrong end"
        /// A job that ended has not exactly one row in the effect log; or one that writes none has.
        case effectNotOnce = "effect not once"
        /// A row of the effect log has another token than the job ended with.
        case staleEffect = "stale effect"
        /// A job ended, failed or came back before the attempt that held it had asked for that.
        case staleSettlement = "stale settlement"
        /// A follow-up job is missing, there twice, or there without what it follows.
        case followUpNotOnce = "follow-up not once"
        /// Evidence was committed and no job has read it.
        case evidenceMissed = "evidence missed"
        /// Two jobs of one key that says there shall be one.
        case keyTwice = "key twice"
        /// The number of attempts is not that of failures and one.
        case attemptMiscounted = "attempt miscounted"
        /// A process was taken for dead before its lease was over.
        case leaseCutShort = "lease cut short"
        /// Two lines of one cause within a second.
        case logFlooded = "log flooded"
        /// The rate came back late, or a job of a killed worker did. Judged in the long form only.
        case tooSlow = "too slow"
        /// The fault did not come about, or the queue was not empty in time: says nothing of what is promised.
        case trialFailed = "trial failed"
    }

    let rule: Rule
    let detail: String

    init(_ rule: Rule, _ detail: String) {
        self.rule = rule
        self.detail = detail
    }

    var description: String { "\(rule.rawValue): \(detail)" }
}
