/// What can be prepared: a declared statement, or one of this module's own.
enum Command: Sendable {
    case declared(any PostgresStatement.Type)
    case own(StaticString)

    /// What a prepared statement is found by: the identity of its type, which is cheaper than its text and tells two types of
    /// one name apart, or the address of its text.
    enum Key: Hashable {
        case type(ObjectIdentifier)
        case text(UnsafePointer<UInt8>)
    }

    var key: Key {
        switch self {
        case .declared(let type): .type(ObjectIdentifier(type))
        case .own(let sql): .text(sql.utf8Start)
        }
    }

    var sql: String {
        switch self {
        case .declared(let type): type.sql
        case .own(let sql): sql.description
        }
    }

    var name: String {
        switch self {
        case .declared(let type): type.name
        case .own(let sql): String(sql.description.prefix { $0 != " " })
        }
    }

    var format: PostgresFormat {
        switch self {
        case .declared(let type): type.resultFormat
        case .own: .binary
        }
    }
}
