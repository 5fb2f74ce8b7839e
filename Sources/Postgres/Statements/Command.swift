/// What can be prepared: a declared statement, or one of this module's own.
enum Command: Sendable {
    case declared(any PostgresStatement.Type)
    case text(String)

    /// What a prepared statement is found by. For a declared one its type: that is cheaper than the text, and two types of
    /// one name stay two statements.
    enum Key: Hashable {
        case type(ObjectIdentifier)
        case text(String)
    }

    var key: Key {
        switch self {
        case .declared(let type): .type(ObjectIdentifier(type))
        case .text(let sql): .text(sql)
        }
    }

    var sql: String {
        switch self {
        case .declared(let type): type.sql
        case .text(let sql): sql
        }
    }

    var name: String {
        switch self {
        case .declared(let type): type.name
        case .text(let sql): String(sql.prefix { $0 != " " })
        }
    }

    var format: PostgresFormat {
        switch self {
        case .declared(let type): type.resultFormat
        case .text: .binary
        }
    }
}
