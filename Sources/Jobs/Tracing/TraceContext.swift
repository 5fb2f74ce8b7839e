/// A [W3C traceparent](https://www.w3.org/TR/trace-context/#traceparent-header): `version-trace-parent-flags`, four fields of
/// lower-case hexadecimal digits. What the database takes for one is the same: `fieldwork_jobs.is_traceparent`.
package struct TraceContext: Sendable, Hashable {
    /// As it is handed on.
    package let traceparent: String
    /// What all work for one cause has in common: 32 digits, not all of them zero.
    package let traceID: String
    /// The step of it that enqueued the job: 16 digits, not all of them zero.
    package let parentID: String

    package init?(_ traceparent: String) {
        let fields = traceparent.split(separator: "-", omittingEmptySubsequences: false)
        guard fields.map(\.utf8.count) == [2, 32, 16, 2], fields[0] != "ff",
            fields.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) } }),
            fields[1...2].allSatisfy({ $0.contains { $0 != "0" } })
        else { return nil }
        self.traceparent = traceparent
        traceID = String(fields[1])
        parentID = String(fields[2])
    }
}
