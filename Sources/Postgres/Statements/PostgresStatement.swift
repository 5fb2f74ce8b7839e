/// One statement: its SQL, what is bound to it, and what its rows are.
///
/// ```swift
/// struct FindDocument: PostgresStatement {
///     let id: Int64
///
///     static let sql = "select title, pages from documents where id = $1"
///
///     func bind(to parameters: inout PostgresParameters) { parameters.append(id) }
///
///     static func decode(_ row: inout PostgresRow) throws(PostgresError) -> (title: String, pages: Int?) {
///         (title: try row.next(), pages: try row.next())
///     }
/// }
/// let found = try await connection.execute(FindDocument(id: 7))
/// ```
/// Each connection prepares a statement when it first runs it, and keeps it.
public protocol PostgresStatement: Sendable {
    /// What a row becomes; `Void`, the default, for a statement whose rows, if any, do not matter.
    associatedtype Row: Sendable = Void

    /// The SQL, with `$1`, `$2`, … for the parameters. Must not change between calls.
    static var sql: String { get }

    /// The name in errors and in `pg_prepared_statements`; the type's by default.
    static var name: String { get }

    /// The format of the rows; binary by default.
    static var resultFormat: PostgresFormat { get }

    /// Appends the values for `$1`, `$2`, … in this order. Nothing by default.
    func bind(to parameters: inout PostgresParameters)

    /// Reads the columns in their order, each by `try row.next()`.
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Row
}

extension PostgresStatement {
    public static var name: String { String(describing: Self.self) }
    public static var resultFormat: PostgresFormat { .binary }
    public func bind(to parameters: inout PostgresParameters) {}
}

extension PostgresStatement where Row == Void {
    public static func decode(_ row: inout PostgresRow) throws(PostgresError) { row.skipRest() }
}
