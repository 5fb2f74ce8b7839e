import FoundationEssentials
import Postgres
import Testing

@Suite("COPY")
struct CopyTests {
    private struct AllItems: PostgresStatement {
        static let sql = "select name from item order by id"
        static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String? { try row.next() }
    }

    @Test("in writes what would be misread in a form that is not")
    func escaping() async throws {
        try await withTestConnection { connection in
            try await connection.createItems()
            let names: [String?] = ["", nil, "\\N", "\\.", "a\tb\nc\rd", "\\", "臺灣🧋", "x\u{8}\u{b}\u{c}y"]
            let count = try await connection.copyIn("copy item (id, name) from stdin") { writer in
                for (id, name) in names.enumerated() {
                    try await writer.writeRow { row in
                        row.append(id)
                        row.append(name)
                    }
                }
            }
            #expect(count == names.count)
            #expect(try await connection.execute(AllItems()) == names)
        }
    }

    private struct Zoo: PostgresStatement {
        static let sql = "select t, u, j, b, f, d, n from zoo"

        static func decode(
            _ row: inout PostgresRow
        ) throws(PostgresError) -> (PostgresTimestamp, UUID, PostgresJSON, [UInt8], Bool, Double, [UInt8]?) {
            (
                try row.next(), try row.next(), try row.next(), try row.next(), try row.next(), try row.next(), try row.next()
            )
        }
    }

    @Test("in takes every kind of value")
    func values() async throws {
        try await withTestConnection { connection in
            try await connection.executeScript(
                "create table zoo (t timestamptz, u uuid, j jsonb, b bytea, f bool, d float8, n bytea)")
            let id = UUID()
            try await connection.copyIn("copy zoo from stdin") { writer in
                try await writer.writeRow { row in
                    row.append(PostgresTimestamp(microsecondsSince2000: -1))
                    row.append(id)
                    row.append(PostgresJSON(#"{"a": "\n"}"#))
                    row.append([0, 92, 255] as [UInt8])
                    row.append(true)
                    row.append(1e-300)
                    row.append([UInt8]?.none)
                }
            }
            let row = try #require(try await connection.execute(Zoo()).first)
            #expect(row.0 == PostgresTimestamp(microsecondsSince2000: -1) && row.1 == id)
            #expect(row.2 == PostgresJSON(#"{"a": "\n"}"#) && row.3 == [0, 92, 255])
            #expect(row.4 && row.5 == 1e-300 && row.6 == nil)
        }
    }

    @Test("moves more than any buffer holds, in and out, byte for byte")
    func bigData() async throws {
        try await withTestConnection { connection in
            try await connection.executeScript("create table big (id int8, name text)")
            let count = 200_000
            let filler = String(repeating: "z", count: 100)
            let copied = try await connection.copyIn("copy big from stdin") { writer in
                for id in 0..<count {
                    try await writer.writeRow { row in
                        row.append(id)
                        row.append(filler)
                    }
                }
            }
            #expect(copied == count)
            var next = 0
            var wrong = 0
            let read = try await connection.copyOut("copy (select * from big order by id) to stdout") { row in
                if row != Array("\(next)\t\(filler)\n".utf8) { wrong += 1 }
                next += 1
                if next.isMultiple(of: 1000) { await Task.yield() }
            }
            #expect(read == count && next == count && wrong == 0)
            #expect(try await connection.execute(AddOne(value: 1)) == [2])
        }
    }

    @Test("that the server refuses leaves no row and a usable connection")
    func refused() async throws {
        try await withTestConnection { connection in
            try await connection.createItems()
            let badRow = try await postgresError {
                try await connection.copyIn("copy item from stdin") { writer in
                    try await writer.write("1\tsecret name\n2\n".utf8)
                }
            }
            #expect(badRow.sqlState == .badCopyFileFormat)
            #expect(!badRow.description.contains("secret"))
            let duplicate = try await postgresError {
                try await connection.copyIn("copy item from stdin") { try await $0.write("1\ta\n1\tb\n".utf8) }
            }
            #expect(duplicate.constraint == "item_id_key")
            let noTable = try await postgresError { try await connection.copyIn("copy nothing from stdin") { _ in } }
            #expect(noTable.sqlState == .undefinedTable)
            let noTableOut = try await postgresError { try await connection.copyOut("copy nothing to stdout") { _ in } }
            #expect(noTableOut.sqlState == .undefinedTable)
            connection.expectReady()
            #expect(try await connection.itemCount() == 0)
        }
    }

    private struct Stop: Error {}

    @Test("ends at once when the caller fails, and the connection stays")
    func aborted() async throws {
        try await withTestConnection { connection in
            try await connection.createItems()
            await #expect(throws: Stop.self) {
                try await connection.copyIn("copy item from stdin") { writer in
                    try await writer.write("1\ta\n".utf8)
                    throw Stop()
                }
            }
            #expect(try await connection.itemCount() == 0)
            var rows = 0
            await #expect(throws: Stop.self) {
                try await connection.copyOut("copy (select generate_series(1, 100000000)) to stdout") { _ in
                    rows += 1
                    if rows == 10 { throw Stop() }
                }
            }
            #expect(rows == 10)
            connection.expectReady()
            #expect(try await connection.itemCount() == 0)
        }
    }

    @Test("that is no COPY, or the other one, is refused")
    func misuse() async throws {
        try await withTestConfiguration { configuration in
            try await withConnection(configuration) { connection in
                let none = try await postgresError { try await connection.copyIn("select 1") { _ in } }
                #expect(none.kind == .misuse)
                connection.expectReady()
            }
            for sql in ["copy (select 1) to stdout"] {
                try await withConnection(configuration) { connection in
                    let other = try await postgresError { try await connection.copyIn(sql) { _ in } }
                    #expect(other.kind == .misuse)
                    connection.expectClosed()
                }
                try await withConnection(configuration) { connection in
                    let script = try await postgresError { try await connection.executeScript(sql) }
                    #expect(script.kind == .misuse)
                    connection.expectClosed()
                }
            }
        }
    }

    @Test("stops when its task is cancelled", arguments: ["in", "out"])
    func cancelled(direction: String) async throws {
        try await withTestConfiguration { configuration in
            let (error, isUsable) = try await Task {
                try await withConnection(configuration) { connection in
                    try await connection.createItems()
                    let error = try await postgresError {
                        if direction == "in" {
                            try await connection.copyIn("copy item from stdin") { writer in
                                withUnsafeCurrentTask { $0?.cancel() }
                                while true { try await writer.write("1\tx\n".utf8) }
                            }
                        } else {
                            try await connection.copyOut("copy (select generate_series(1, 100000000)) to stdout") { _ in
                                withUnsafeCurrentTask { $0?.cancel() }
                            }
                        }
                    }
                    return (error, connection.isUsable)
                }
            }.value
            #expect(error.kind == .cancelled)
            #expect(isUsable)
        }
    }

    @Test("has a deadline")
    func deadline() async throws {
        try await withTestConnection { connection in
            let error = try await postgresError {
                try await connection.copyOut(
                    "copy (select pg_sleep(600)) to stdout", deadline: .milliseconds(50)
                ) { _ in }
            }
            #expect(error.kind == .deadlineExceeded)
            connection.expectClosed()
        }
    }
}
