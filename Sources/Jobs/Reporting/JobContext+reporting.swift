extension JobContext {
    /// Says how far the job has come. Returns at once: the last of a second is written, about a second later, if the attempt
    /// still holds the job then. What cannot be written is forgotten; the job does not fail for it.
    package func report(_ progress: JobProgress) { reports.report(progress, of: job.key) }

    /// Notes something in the job's log, which keeps the notes of all attempts. As with ``report(_:)``, nothing waits or fails
    /// for it; a process that dies takes the notes of its last second along.
    ///
    /// - Parameters:
    ///   - code: lower-case letters, digits, dots and hyphens. Static, so that no word of a document can be one.
    ///   - fields: numbers by name.
    package func log(_ code: StaticString, _ fields: KeyValuePairs<StaticString, Int> = [:]) {
        reports.note(JobNote(code: code, fields: fields.map { ($0.key, $0.value) }, at: .now), of: job.key)
    }
}
