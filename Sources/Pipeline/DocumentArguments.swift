package import Jobs
package import Postgres
import Storage

/// The arguments of jobs about one document.
package struct DocumentArguments: Codable, Sendable {
    /// Id of the document.
    package let document: Int64

    package init(document: Int64) { self.document = document }

    /// What marks the document failed when a job about it is given up.
    package func failing(_ job: ClaimedJob, _ reason: String) -> PostgresBatch {
        var batch = PostgresBatch()
        if let study = job.studyID { batch.add(FailDocument(document: document, study: study, reason: reason)) }
        return batch
    }
}
