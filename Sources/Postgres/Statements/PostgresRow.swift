import CLibPQ

/// A row being read, column by column. It lives as long as its `decode`: keep the values, not the row.
public struct PostgresRow: ~Copyable {
    private let result: OpaquePointer
    private let row: Int32
    private let format: PostgresFormat
    private let columns: Int32
    private var column: Int32 = 0

    init(result: OpaquePointer, row: Int32, format: PostgresFormat) {
        self.result = result
        self.row = row
        self.format = format
        columns = PQnfields(result)
    }

    /// Reads the next column, which must not be NULL.
    @inlinable
    public mutating func next<Value: PostgresDecodable>(_: Value.Type = Value.self) throws(PostgresError) -> Value {
        guard let cell = try nextCell() else { throw unexpectedNull(Value.self) }
        do { return try Value(from: cell) } catch { throw located(error) }
    }

    /// Reads the next column; nil for NULL.
    @inlinable
    public mutating func next<Value: PostgresDecodable>(_: Value?.Type = Value?.self) throws(PostgresError) -> Value? {
        guard let cell = try nextCell() else { return nil }
        do { return try Value(from: cell) } catch { throw located(error) }
    }

    /// Leaves the remaining columns unread.
    public mutating func skipRest() { column = columns }

    @usableFromInline
    mutating func nextCell() throws(PostgresError) -> PostgresCell? {
        guard column < columns else {
            throw PostgresError(.decoding, reason: "the row has \(columns) columns and one more was asked for")
        }
        defer { column += 1 }
        guard PQgetisnull(result, row, column) == 0 else { return nil }
        return PostgresCell(
            type: PostgresType(rawValue: PQftype(result, column)), format: format,
            bytes: UnsafeRawBufferPointer(
                start: PQgetvalue(result, row, column), count: Int(PQgetlength(result, row, column))))
    }

    /// Throws if the statement returns more than `decode` reads: one of the two was changed without the other.
    func checkEnd() throws(PostgresError) {
        guard column == columns else {
            throw PostgresError(.decoding, reason: "the row has \(columns) columns and only \(column) were read")
        }
    }

    @usableFromInline
    func unexpectedNull(_ type: Any.Type) -> PostgresError {
        PostgresError(.decoding, reason: "\(lastColumn) is NULL, expected \(type)")
    }

    @usableFromInline
    func located(_ error: PostgresError) -> PostgresError {
        var error = error
        error.reason = "\(lastColumn): \(error.reason ?? "cannot be read")"
        return error
    }

    private var lastColumn: String { "column \(column) (\(String(cString: PQfname(result, column - 1))))" }
}
