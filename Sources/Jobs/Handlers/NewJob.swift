/// A job to be put in line.
package struct NewJob: Sendable, Hashable {
    package var kind: String
    /// A JSON object of references, at most 8 kB.
    package var arguments: String
    package var studyID: Int64?
    package var queue: String
    /// 0 (served first) to 9.
    package var priority: Int16
    /// How long it waits before it may run.
    package var delay: Duration?
    package var unique: Uniqueness?
    /// The batch it belongs to; one that is sealed takes jobs from its own jobs only.
    package var batchID: Int64?
    package var maxAttempts: Int16
    /// W3C trace context, handed on to the logs of the job. A follow-up without one belongs to its predecessor's trace.
    package var traceContext: String?

    package init(
        kind: JobKind, arguments: String, studyID: Int64? = nil, queue: String = "default", priority: Int16 = 5,
        delay: Duration? = nil, unique: Uniqueness? = nil, batchID: Int64? = nil, traceContext: String? = nil
    ) {
        self.kind = kind.name
        self.arguments = arguments
        self.studyID = studyID
        self.queue = queue
        self.priority = priority
        self.delay = delay
        self.unique = unique
        self.batchID = batchID
        self.maxAttempts = Int16(clamping: kind.maxAttempts)
        self.traceContext = traceContext
    }

    /// While a job of the kind with this key waits and was never claimed, enqueuing another returns that one.
    package var uniqueKey: String? {
        get { unique?.key }
        set { unique = newValue.map { Uniqueness(key: $0) } }
    }
}
