import CLibPQ

// What the server says of an error or a notice, field by field.

extension ServerResult {
    /// The server's error, if it sent one: a code is what tells it from libpq's own complaints about the connection.
    func serverError() -> PostgresError? {
        guard isError else { return nil }
        let notice = ServerNotice(pointer)
        guard let state = notice.sqlState else { return nil }
        var error = PostgresError(notice.endsSession ? .connectionLost : .server)
        error.sqlState = state
        error.schema = notice[.schema]
        error.table = notice[.table]
        error.column = notice[.column]
        error.dataType = notice[.dataType]
        error.constraint = notice[.constraint]
        error.position = notice[.position].flatMap { Int($0) }
        error.serverMessage = notice[.message]
        error.serverDetail = notice[.detail]
        error.serverHint = notice[.hint]
        return error
    }
}

/// The fields of an error or notice; lives as long as the result it reads.
struct ServerNotice {
    private let result: OpaquePointer

    init(_ result: OpaquePointer) { self.result = result }

    /// Fields of the protocol's error message. libpq has them as macros of character literals, which Swift does not import.
    enum Field: Unicode.Scalar {
        case severity = "V"
        case sqlState = "C"
        case message = "M"
        case detail = "D"
        case hint = "H"
        case position = "P"
        case schema = "s"
        case table = "t"
        case column = "c"
        case dataType = "d"
        case constraint = "n"
    }

    subscript(field: Field) -> String? {
        PQresultErrorField(result, Int32(field.rawValue.value)).map { String(cString: $0) }
    }

    var sqlState: SQLState? { self[.sqlState].map { SQLState(rawValue: $0) } }

    /// The server closes the connection after this.
    var endsSession: Bool { self[.severity] == "FATAL" || self[.severity] == "PANIC" }
}
