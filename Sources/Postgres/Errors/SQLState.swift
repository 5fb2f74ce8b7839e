/// The five-character code with which the server says what happened; the thing to match errors by.
///
/// ```swift
/// catch let error as PostgresError where error.sqlState == .uniqueViolation { … }
/// catch let error as PostgresError where error.sqlState?.class == .transactionRollback { … }
/// ```
/// The list is Appendix A of the PostgreSQL manual. Codes missing here can be written as `SQLState(rawValue: "42883")`.
public struct SQLState: RawRepresentable, Hashable, Sendable {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
}

extension SQLState: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { self.init(rawValue: value) }
}

extension SQLState: CustomStringConvertible {
    public var description: String { rawValue }
}

extension SQLState {
    /// The first two characters: the kind of error.
    public var `class`: Class { Class(rawValue: String(rawValue.prefix(2))) }

    /// A family of codes.
    public struct Class: RawRepresentable, Hashable, Sendable {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public static let connectionException = Class(rawValue: "08")
        public static let featureNotSupported = Class(rawValue: "0A")
        public static let dataException = Class(rawValue: "22")
        public static let integrityConstraintViolation = Class(rawValue: "23")
        public static let invalidTransactionState = Class(rawValue: "25")
        public static let invalidSQLStatementName = Class(rawValue: "26")
        public static let invalidAuthorization = Class(rawValue: "28")
        /// Serialization failure, deadlock: run the transaction again.
        public static let transactionRollback = Class(rawValue: "40")
        /// Syntax error, missing table or column, missing privilege.
        public static let syntaxErrorOrAccessRuleViolation = Class(rawValue: "42")
        public static let insufficientResources = Class(rawValue: "53")
        public static let programLimitExceeded = Class(rawValue: "54")
        /// Lock not available, object in use.
        public static let objectNotInPrerequisiteState = Class(rawValue: "55")
        /// Cancelled, shut down, starting up.
        public static let operatorIntervention = Class(rawValue: "57")
        /// I/O error and other faults outside PostgreSQL.
        public static let systemError = Class(rawValue: "58")
        /// Raised by functions in PL/pgSQL.
        public static let plpgsqlError = Class(rawValue: "P0")
        public static let internalError = Class(rawValue: "XX")
    }
}

extension SQLState {
    // 08: connection
    public static let connectionException: SQLState = "08000"
    public static let connectionFailure: SQLState = "08006"
    public static let protocolViolation: SQLState = "08P01"
    // 0A
    public static let featureNotSupported: SQLState = "0A000"
    // 22: data
    public static let stringDataRightTruncation: SQLState = "22001"
    public static let numericValueOutOfRange: SQLState = "22003"
    public static let divisionByZero: SQLState = "22012"
    public static let characterNotInRepertoire: SQLState = "22021"
    public static let invalidParameterValue: SQLState = "22023"
    public static let invalidTextRepresentation: SQLState = "22P02"
    public static let invalidBinaryRepresentation: SQLState = "22P03"
    public static let badCopyFileFormat: SQLState = "22P04"
    // 23: integrity
    public static let restrictViolation: SQLState = "23001"
    public static let notNullViolation: SQLState = "23502"
    public static let foreignKeyViolation: SQLState = "23503"
    public static let uniqueViolation: SQLState = "23505"
    public static let checkViolation: SQLState = "23514"
    public static let exclusionViolation: SQLState = "23P01"
    // 25: transaction state
    public static let activeSQLTransaction: SQLState = "25001"
    public static let readOnlySQLTransaction: SQLState = "25006"
    public static let inFailedSQLTransaction: SQLState = "25P02"
    public static let idleInTransactionSessionTimeout: SQLState = "25P03"
    // 26, 28, 3D, 3F
    public static let invalidSQLStatementName: SQLState = "26000"
    public static let invalidAuthorizationSpecification: SQLState = "28000"
    public static let invalidPassword: SQLState = "28P01"
    public static let invalidCatalogName: SQLState = "3D000"
    public static let invalidSchemaName: SQLState = "3F000"
    // 40: transaction rollback
    public static let serializationFailure: SQLState = "40001"
    public static let statementCompletionUnknown: SQLState = "40003"
    public static let deadlockDetected: SQLState = "40P01"
    // 42: statement
    public static let insufficientPrivilege: SQLState = "42501"
    public static let syntaxError: SQLState = "42601"
    public static let undefinedColumn: SQLState = "42703"
    public static let undefinedObject: SQLState = "42704"
    public static let duplicateObject: SQLState = "42710"
    public static let ambiguousParameter: SQLState = "42P08"
    public static let undefinedFunction: SQLState = "42883"
    public static let undefinedTable: SQLState = "42P01"
    public static let duplicatePreparedStatement: SQLState = "42P05"
    public static let duplicateTable: SQLState = "42P07"
    public static let indeterminateDatatype: SQLState = "42P18"
    // 53, 54, 55: resources, limits, object state
    public static let diskFull: SQLState = "53100"
    public static let outOfMemory: SQLState = "53200"
    public static let tooManyConnections: SQLState = "53300"
    public static let statementTooComplex: SQLState = "54001"
    public static let objectInUse: SQLState = "55006"
    public static let lockNotAvailable: SQLState = "55P03"
    // 57: operator intervention
    public static let queryCanceled: SQLState = "57014"
    public static let adminShutdown: SQLState = "57P01"
    public static let crashShutdown: SQLState = "57P02"
    public static let cannotConnectNow: SQLState = "57P03"
    public static let databaseDropped: SQLState = "57P04"
    public static let idleSessionTimeout: SQLState = "57P05"
    // 58, P0, XX
    public static let ioError: SQLState = "58030"
    public static let raiseException: SQLState = "P0001"
    public static let noDataFound: SQLState = "P0002"
    public static let internalError: SQLState = "XX000"
    public static let dataCorrupted: SQLState = "XX001"
}
