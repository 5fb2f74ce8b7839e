import FoundationEssentials
import Postgres
import TestSupport
import Testing

/// Sends a value and gets it back, together with what the server made of it.
private struct Echo<Value: PostgresEncodable & PostgresDecodable>: PostgresStatement {
    let value: Value?

    static var sql: String { "select v, v::text from (select $1::\(Value.postgresType) as v) as echo" }

    func bind(to parameters: inout PostgresParameters) { parameters.append(value) }

    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> (value: Value?, text: String?) {
        (value: try row.next(), text: try row.next())
    }
}

@Suite("Values")
struct ValueTests {
    /// The value as it comes back, and the server's text for it.
    private func echo<Value: PostgresEncodable & PostgresDecodable>(
        _ value: Value?, on connection: isolated PostgresConnection
    ) async throws -> (value: Value?, text: String?) {
        try #require(try await connection.execute(Echo(value: value)).first)
    }

    @Test("the server reads what was meant")
    func meaning() async throws {
        try await withTestConnection { connection in
            try await connection.executeScript("set timezone to 'UTC'; set intervalstyle to 'postgres'")
            func text(_ value: some PostgresEncodable & PostgresDecodable) async throws -> String? {
                try await echo(value, on: connection).text
            }
            #expect(try await text(true) == "true")
            #expect(try await text(false) == "false")
            #expect(try await text(Int16.min) == "-32768")
            #expect(try await text(Int32.max) == "2147483647")
            #expect(try await text(Int64.min) == "-9223372036854775808")
            #expect(try await text(-1) == "-1")
            #expect(try await text(0.1) == "0.1")
            #expect(try await text(-Double.infinity) == "-Infinity")
            #expect(try await text(Double.nan) == "NaN")
            #expect(try await text("臺灣\t\"'\\") == "臺灣\t\"'\\")
            #expect(try await text([UInt8]([0, 255, 92])) == "\\x00ff5c")
            let id = try #require(UUID(uuidString: "01234567-89AB-CDEF-0123-456789ABCDEF"))
            #expect(try await text(id) == "01234567-89ab-cdef-0123-456789abcdef")
            #expect(try await text(Duration.seconds(3 * 3600 + 61) + .microseconds(7)) == "03:01:01.000007")
            #expect(try await text(Duration.milliseconds(-1500)) == "-00:00:01.5")
            #expect(try await text(PostgresTimestamp(microsecondsSince2000: 1)) == "2000-01-01 00:00:00.000001+00")
            #expect(try await text(PostgresTimestamp.infinity) == "infinity")
            #expect(try await text(PostgresTimestamp.negativeInfinity) == "-infinity")
            #expect(try await text(PostgresJSON(#"{"b": [1, null], "a": "x"}"#)) == #"{"a": "x", "b": [1, null]}"#)
            #expect(try await text([1, 2, -3] as [Int32]) == "{1,2,-3}")
            #expect(try await text(["a", nil, "NULL", "", "x,\"y"] as [String?]) == #"{a,NULL,"NULL","","x,\"y"}"#)
            #expect(try await text([] as [UUID]) == "{}")
            #expect(try await text([[1, 2], []] as [[UInt8]]) == #"{"\\x0102","\\x"}"#)
        }
    }

    @Test("come back as they were sent, drawn by chance", arguments: [UInt64.random(in: 0...UInt64.max)])
    func roundTrip(seed: UInt64) async throws {
        try await withTestConnection { connection in
            var random = SeededGenerator(seed: seed)
            func check<Value: PostgresEncodable & PostgresDecodable & Equatable>(
                _ extremes: [Value], _ draw: (inout SeededGenerator) -> Value
            ) async throws {
                for value in extremes + (0..<50).map({ _ in draw(&random) }) {
                    #expect(try await echo(value, on: connection).value == value, "seed \(seed)")
                }
                let null = try await echo(Value?.none, on: connection)
                #expect(null.value == nil && null.text == nil)
            }
            func array<Element>(
                _ random: inout SeededGenerator, _ draw: (inout SeededGenerator) -> Element
            ) -> [Element] {
                (0..<Int.random(in: 0...20, using: &random)).map { _ in draw(&random) }
            }
            try await check([true, false]) { .random(using: &$0) }
            try await check([.min, .max, 0]) { Int16.random(in: .min ... .max, using: &$0) }
            try await check([.min, .max, 0]) { Int32.random(in: .min ... .max, using: &$0) }
            try await check([.min, .max, 0]) { Int64.random(in: .min ... .max, using: &$0) }
            try await check([.min, .max, 0]) { Int.random(in: .min ... .max, using: &$0) }
            try await check([0, -0.0, .infinity, -.infinity, .leastNonzeroMagnitude, .greatestFiniteMagnitude, .pi]) {
                let value = Double(bitPattern: $0.next())
                return value.isNaN ? 1 : value
            }
            try await check(["", "\u{10FFFF}", String(repeating: "長", count: 100_000)]) { Self.text(&$0) }
            try await check([[], [0], Array(repeating: 7, count: 1_000_000)]) { random in
                (0..<100).map { _ in UInt8.random(in: 0...255, using: &random) }
            }
            try await check([]) { Self.uuid(&$0) }
            try await check([.zero, .microseconds(Int64.max), .microseconds(Int64.min)]) {
                Duration.microseconds(Int64.random(in: .min ... .max, using: &$0))
            }
            // The server's range: 4713 BC to 294276 AD.
            try await check([.infinity, .negativeInfinity]) {
                PostgresTimestamp(
                    microsecondsSince2000: .random(in: -211_810_000_000_000_000...9_223_371_331_199_999_999, using: &$0))
            }
            try await check([PostgresJSON("null"), PostgresJSON("{}")]) {
                PostgresJSON("\(Int.random(in: 0...9999, using: &$0))")
            }

            try await check([[]]) { array(&$0) { Bool.random(using: &$0) } }
            try await check([[]]) { array(&$0) { Int16.random(in: .min ... .max, using: &$0) } }
            try await check([[]]) { array(&$0) { Int32.random(in: .min ... .max, using: &$0) } }
            try await check([[]]) { array(&$0) { Int64.random(in: .min ... .max, using: &$0) } }
            try await check([[]]) { array(&$0) { Int.random(in: .min ... .max, using: &$0) } }
            try await check([[]]) { array(&$0) { Double.random(in: -1e300...1e300, using: &$0) } }
            try await check([[""]]) { array(&$0) { Self.text(&$0) } }
            try await check([[[]]]) { array(&$0) { [UInt8.random(in: 0...255, using: &$0)] } }
            try await check([[]]) { array(&$0) { Self.uuid(&$0) } }
            try await check([[]]) { array(&$0) { Duration.microseconds(Int64.random(in: .min ... .max, using: &$0)) } }
            try await check([[.infinity]]) { array(&$0) { PostgresTimestamp(microsecondsSince2000: Int64($0.next() >> 8)) } }
            try await check([[]]) { array(&$0) { PostgresJSON("\(UInt8.random(in: 0...255, using: &$0))") } }
            try await check([[nil], [nil, nil]]) { array(&$0) { Bool.random(using: &$0) ? Int64($0.next() >> 1) : nil } }
            try await check([[nil, ""]]) { array(&$0) { Bool.random(using: &$0) ? Self.text(&$0) : nil } }
            try await check([[nil]]) { array(&$0) { Bool.random(using: &$0) ? Self.uuid(&$0) : nil } }
            try await check([[nil, []]]) { array(&$0) { Bool.random(using: &$0) ? [UInt8(1)] : nil } }
        }
    }

    private static func text(_ random: inout SeededGenerator) -> String {
        let scalars = Array("aZ0 \t\n\r\\\"'{},NULL臺灣é🧋\u{0301}".unicodeScalars)
        let length = Int.random(in: 0...30, using: &random)
        return String(
            String.UnicodeScalarView((0..<length).map { _ in scalars[Int.random(in: scalars.indices, using: &random)] }))
    }

    private static func uuid(_ random: inout SeededGenerator) -> UUID {
        let (a, b) = (random.next(), random.next())
        return withUnsafeBytes(of: (a, b)) { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }

    // MARK: Conversions

    private struct Widening: PostgresStatement {
        static let sql = "select 1::int2, 2::int2, 3::int4, 4::int4, 0.5::float4, array[1, 2]::int4[], 'x'::varchar, 'n'::name"

        static func decode(
            _ row: inout PostgresRow
        ) throws(PostgresError) -> (Int, Int32, Int, Int64, Double, [Int], String, String) {
            (
                try row.next(), try row.next(), try row.next(), try row.next(), try row.next(), try row.next(), try row.next(),
                try row.next()
            )
        }
    }

    @Test("narrower integers and floats, and all text types, are read")
    func widening() async throws {
        try await withTestConnection { connection in
            let row = try #require(try await connection.execute(Widening()).first)
            #expect(row.0 == 1 && row.1 == 2 && row.2 == 3 && row.3 == 4)
            #expect(row.4 == 0.5 && row.5 == [1, 2] && row.6 == "x" && row.7 == "n")
        }
    }

    private enum Colour: String, PostgresEncodable, PostgresDecodable {
        case red
        case blue
    }

    private struct EchoColour: PostgresStatement {
        let colour: Colour
        let other: String
        static let sql = "select $1::text::colour, $2::colour"

        func bind(to parameters: inout PostgresParameters) {
            parameters.append(colour)
            parameters.append(text: other)
        }

        static func decode(_ row: inout PostgresRow) throws(PostgresError) -> [Colour] { [try row.next(), try row.next()] }
    }

    @Test("enums of both sides meet, by cast or as text of the server's choice of type")
    func enums() async throws {
        try await withTestConnection { connection in
            try await connection.executeScript("create type colour as enum ('red', 'blue', 'green')")
            #expect(try await connection.execute(EchoColour(colour: .red, other: "blue")) == [[.red, .blue]])
            let error = try await postgresError { try await connection.execute(EchoColour(colour: .red, other: "green")) }
            #expect(error.kind == .decoding)
        }
    }

    private struct AsText: PostgresStatement {
        static let sql =
            "select 12.50::numeric, 7::int8, 't'::bool, 2.5::float8, '01234567-89ab-cdef-0123-456789abcdef'::uuid, '[1]'::jsonb"
        static let resultFormat = PostgresFormat.text

        static func decode(_ row: inout PostgresRow) throws(PostgresError) -> (String, Int, Bool, Double, UUID, PostgresJSON) {
            (try row.next(), try row.next(), try row.next(), try row.next(), try row.next(), try row.next())
        }
    }

    @Test("text format brings what has no Swift type, and simple values all the same")
    func textFormat() async throws {
        try await withTestConnection { connection in
            let row = try #require(try await connection.execute(AsText()).first)
            #expect(row.0 == "12.50" && row.1 == 7 && row.2 && row.3 == 2.5)
            #expect(row.4 == UUID(uuidString: "01234567-89ab-cdef-0123-456789abcdef") && row.5 == PostgresJSON("[1]"))
        }
    }

    private struct Interval: PostgresStatement {
        let text: String
        static let sql = "select $1::interval"
        func bind(to parameters: inout PostgresParameters) { parameters.append(text: text) }
        static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Duration { try row.next() }
    }

    @Test("a day of an interval is 24 hours; a month is refused")
    func intervals() async throws {
        try await withTestConnection { connection in
            #expect(try await connection.execute(Interval(text: "2 days -1 second")) == [.seconds(2 * 86_400 - 1)])
            let error = try await postgresError { try await connection.execute(Interval(text: "1 month")) }
            #expect(error.kind == .decoding)
            #expect(error.description.contains("an interval without months"))
        }
    }

    // MARK: What does not fit

    private struct Null: PostgresStatement {
        static let sql = "select null::text as note"
        static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
    }

    private struct WrongType: PostgresStatement {
        static let sql = "select 'secret'::text as note"
        static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int { try row.next() }
    }

    private struct TooFew: PostgresStatement {
        static let sql = "select 1::int8, 2::int8"
        static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Int { try row.next() }
    }

    private struct TooMany: PostgresStatement {
        static let sql = "select 1::int8"
        static func decode(_ row: inout PostgresRow) throws(PostgresError) -> [Int] { [try row.next(), try row.next()] }
    }

    private struct NullInArray: PostgresStatement {
        static let sql = "select array[1, null]::int8[]"
        static func decode(_ row: inout PostgresRow) throws(PostgresError) -> [Int] { try row.next() }
    }

    private struct Matrix: PostgresStatement {
        static let sql = "select '{{1},{2}}'::int8[]"
        static func decode(_ row: inout PostgresRow) throws(PostgresError) -> [Int] { try row.next() }
    }

    @Test("a row that is not as declared says which column, and the connection stays")
    func mismatches() async throws {
        try await withTestConnection { connection in
            func reason<S: PostgresStatement>(_ statement: S) async throws -> String {
                let error = try await postgresError { try await connection.execute(statement) as [S.Row] }
                #expect(error.kind == .decoding && error.statement == S.name)
                return error.description
            }
            #expect(try await reason(Null()).contains("column 1 (note) is NULL, expected String"))
            let wrong = try await reason(WrongType())
            #expect(wrong.contains("column 1 (note): expected int8, came text of 6 bytes"))
            #expect(!wrong.contains("secret"))
            #expect(try await reason(TooFew()).contains("has 2 columns and only 1 were read"))
            #expect(try await reason(TooMany()).contains("has 1 columns and one more was asked for"))
            #expect(try await reason(NullInArray()).contains("an array of Int holds a NULL"))
            #expect(try await reason(Matrix()).contains("an array of one dimension"))
            #expect(try await connection.execute(AddOne(value: 1)) == [2])
        }
    }

    @Test("a value without a form on the server is not sent")
    func unsendable() async throws {
        try await withTestConnection { connection in
            let tooLong = try await postgresError { try await connection.execute(Echo(value: Duration.seconds(Int64.max))) }
            #expect(tooLong.kind == .misuse)
            let nul = try await postgresError { try await connection.execute(Interval(text: "1\0")) }
            #expect(nul.kind == .misuse)
            #expect(try await connection.execute(AddOne(value: 1)) == [2])
        }
    }
}

@Suite("Timestamps")
struct PostgresTimestampTests {
    @Test("convert to dates and back")
    func dates() {
        let date = Date(timeIntervalSince1970: 1_700_000_000.25)
        #expect(PostgresTimestamp(date).date == date)
        #expect(PostgresTimestamp(Date(timeIntervalSince1970: 946_684_800)).microsecondsSince2000 == 0)
        #expect(PostgresTimestamp(Date(timeIntervalSince1970: 1e18)) == .infinity)
        #expect(PostgresTimestamp.negativeInfinity.date == .distantPast)
        #expect(PostgresTimestamp.negativeInfinity < PostgresTimestamp(date))
    }

    @Test("are written as the server writes them", arguments: [UInt64.random(in: 0...UInt64.max)])
    func text(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let edges: [Int64] = [
            0, -1, 1, 5_097_600_000_000, 5_183_999_999_999, 5_184_000_000_000, -63_082_281_600_000_000, -63_082_281_600_000_001,
            -211_810_000_000_000_000, 9_223_371_331_199_999_999,
        ]
        let drawn = (0..<300).map { _ in Int64.random(in: -211_810_000_000_000_000...9_223_371_331_199_999_999, using: &random) }
        let timestamps = (edges + drawn).map { PostgresTimestamp(microsecondsSince2000: $0) }
        try await withTestConnection { connection in
            try await connection.executeScript("set timezone to 'UTC'; set datestyle to 'ISO'")
            let rows = try await connection.execute(TimestampTexts(timestamps: timestamps))
            #expect(rows.count == timestamps.count)
            for (timestamp, row) in zip(timestamps, rows) {
                #expect(timestamp.description.padded == row.padded, "seed \(seed)")
            }
        }
    }

    private struct TimestampTexts: PostgresStatement {
        let timestamps: [PostgresTimestamp]
        static let sql = "select t::text from unnest($1::timestamptz[]) with ordinality as u(t, n) order by n"
        func bind(to parameters: inout PostgresParameters) { parameters.append(timestamps) }
        static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
    }
}

extension String {
    /// The server leaves out zeros at the end of a fraction.
    fileprivate var padded: String {
        guard let dot = firstIndex(of: "."), let plus = firstIndex(of: "+") else { return self }
        let fraction = self[index(after: dot)..<plus]
        return String(self[...dot]) + fraction + String(repeating: "0", count: 6 - fraction.count) + self[plus...]
    }
}
