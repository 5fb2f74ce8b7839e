import Postgres
import Storage
import Transcripts

/// The study and cluster that a list is restricted to, once they are known to be there.
struct ListTarget: Sendable {
    let study: String?
    let cluster: String?

    /// A cluster alone is one of the only study there is.
    init(study: String?, cluster: String?, on connection: PostgresConnection) async throws {
        guard study != nil || cluster != nil else {
            self.study = nil
            self.cluster = nil
            return
        }
        let outline = try await StudyLookup.study(study, on: connection)
        self.study = outline.code
        self.cluster = try cluster.map { text throws(Failure) in try outline.cluster(text) }?.description
    }
}
