package import Postgres

extension SQLState {
    /// fieldwork_jobs.fence: the attempt no longer holds its job.
    package static let staleAttempt = SQLState(rawValue: "FW001")
}

extension PostgresError {
    /// The database is away, or this process is leaving it: says nothing about what was to be written.
    var isOutage: Bool {
        switch kind {
        case .connectFailed, .connectionLost, .poolTimeout, .poolClosed, .cancelled: true
        case .server:
            switch sqlState?.class {
            case .operatorIntervention: sqlState != .queryCanceled
            case .connectionException, .insufficientResources: true
            // A server that has become a standby.
            default: sqlState == .readOnlySQLTransaction
            }
        case .commitUnknown, .deadlineExceeded, .decoding, .misuse: false
        }
    }

    /// The same call may succeed if it is made again.
    var mayPass: Bool {
        switch kind {
        case .poolClosed, .cancelled: false
        case .commitUnknown, .deadlineExceeded: true
        default:
            isOutage || sqlState == .lockNotAvailable || sqlState == .queryCanceled || sqlState?.class == .transactionRollback
        }
    }

    /// What a job's record keeps of a database error.
    var failureCode: String { sqlState.map { "database.\($0)" } ?? "database.\(kind.rawValue)" }
}
