import CLibPQ

/// A row being read, column by column. It lives as long as its `decode`: keep the values, not the row.
public struct PostgresRow: ~Copyable {
    private let result: OpaquePointer
    private let row: Int32
    private let format: PostgresFormat
    private var column: Int32 = 0

    init(result: OpaquePointer, row: Int32, format: PostgresFormat) {
        self.result = result
        self.row = row
        self.format = format
    }

    /// Reads the next column, which must not be NULL.
    public mutating func next<Value: PostgresDecodable>(_: Value.Type = Value.self) throws(PostgresError) -> Value {
        guard let value: Value = try next() else {
            throw PostgresError(.decoding, reason: "\(describe(column - 1)) is NULL, expected \(Value.self)")
        }
        return value
    }

    /// Reads the next column; nil for NULL.
    public mutating func next<Value: PostgresDecodable>(_: Value?.Type = Value?.self) throws(PostgresError) -> Value? {
        guard column < PQnfields(result) else {
            throw PostgresError(.decoding, reason: "the row has \(column) columns and one more was asked for")
        }
        defer { column += 1 }
        guard PQgetisnull(result, row, column) == 0 else { return nil }
        let cell = PostgresCell(
            type: PostgresType(rawValue: PQftype(result, column)), format: format,
            bytes: UnsafeRawBufferPointer(
                start: PQgetvalue(result, row, column), count: Int(PQgetlength(result, row, column))))
        do {
            return try Value(from: cell)
        } catch {
            var error = error
            error.reason = "\(describe(column)): \(error.reason ?? "cannot be read")"
            throw error
        }
    }

    /// Leaves the remaining columns unread.
    public mutating func skipRest() { column = PQnfields(result) }

    /// Throws if the statement returns more than `decode` reads: one of the two was changed without the other.
    func checkEnd() throws(PostgresError) {
        let count = PQnfields(result)
        guard column == count else {
            throw PostgresError(.decoding, reason: "the row has \(count) columns and only \(column) were read")
        }
    }

    private func describe(_ column: Int32) -> String {
        "column \(column + 1) (\(String(cString: PQfname(result, column))))"
    }
}
