import Jobs

extension JobContext {
    /// The study the job works for. Whatever it reads has to be of this study, whoever enqueued it.
    var study: Int64 {
        get throws {
            guard let study = job.studyID else { throw MissingSubject() }
            return study
        }
    }
}

/// The job names no study, or its arguments name nothing in that study.
struct MissingSubject: PermanentFailure {
    var code: String { "job.subject-missing" }
}
