import Postgres
import Transcripts

// Codes were checked against their study's letters before they were stored; here they only change shape.

extension ClusterCode {
    init(stored code: String) throws(PostgresError) {
        guard let region = code.first.map(String.init), let number = Int(code.dropFirst()) else { throw .malformedCode }
        self.init(region: region, number: number)
    }
}

extension ParticipantCode {
    init(stored code: String) throws(PostgresError) {
        guard let role = code.last.map(String.init) else { throw .malformedCode }
        self.init(cluster: try ClusterCode(stored: String(code.dropLast())), role: role)
    }
}

extension PostgresError {
    fileprivate static var malformedCode: PostgresError {
        PostgresError(.decoding, reason: "a stored identification code is not letter, number and role")
    }
}
