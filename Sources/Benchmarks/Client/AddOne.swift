import Postgres

/// The statement of the client's benchmarks; the C reference runs the same.
struct AddOne: PostgresStatement {
    let value: Int64

    static let sql = "select $1::int8+1"

    func bind(to parameters: inout PostgresParameters) { parameters.append(value) }

    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int64 { try row.next() }
}

struct WrongAnswer: Error {}

/// The rate of `count` operations that took so many seconds; negative seconds stand for a reference that failed.
func rate(_ count: Int, in seconds: Double) throws -> Double {
    guard seconds > 0 else { throw WrongAnswer() }
    return Double(count) / seconds
}

extension Duration {
    var seconds: Double { self / .seconds(1) }
}
