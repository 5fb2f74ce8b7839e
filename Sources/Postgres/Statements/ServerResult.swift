import CLibPQ

/// A `PGresult`, freed with its last reference.
///
/// Unchecked: a result is not changed once libpq has handed it over, and reading one from several threads is allowed.
final class ServerResult: @unchecked Sendable {
    let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) { self.pointer = pointer }

    deinit { PQclear(pointer) }

    var status: ExecStatusType { PQresultStatus(pointer) }

    /// The command is a COPY, which has a protocol of its own.
    var isCopy: Bool { status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH }

    var isError: Bool { status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE }

    /// Rows inserted, updated, deleted, copied or selected; 0 for other commands.
    var affectedRows: Int { Int(String(cString: PQcmdTuples(pointer))) ?? 0 }

    /// The command's tag, such as `COMMIT` or `INSERT 0 1`.
    var commandTag: String { String(cString: PQcmdStatus(pointer)) }

    func rows<S: PostgresStatement>(of statement: S.Type) throws(PostgresError) -> [S.Row] {
        let count = PQntuples(pointer)
        var rows: [S.Row] = []
        guard count > 0 else { return rows }
        rows.reserveCapacity(Int(count))
        do {
            for index in 0..<count {
                var row = PostgresRow(result: pointer, row: index, format: S.resultFormat)
                rows.append(try S.decode(&row))
                if index == 0 { try row.checkEnd() }
            }
        } catch {
            var error = error
            error.statement = error.statement ?? S.name
            throw error
        }
        return rows
    }
}
