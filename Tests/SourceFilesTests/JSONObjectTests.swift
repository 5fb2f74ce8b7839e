import Testing

@testable import SourceFiles

@Suite("A JSON object on a line")
struct JSONObjectTests {
    @Test("is read field by field, nested values as their text")
    func fields() throws {
        let object = try JSONObject(
            #" {"a": "訪談 \"\u00e9\ud83d\ude00\n", "b":-1.5e3 , "c":[1, {"d": []}], "e":{"f":null},"g":true,"h":null}"#.utf8)
        #expect(object.fields.map(\.name) == ["a", "b", "c", "e", "g", "h"])
        #expect(
            object.fields.map(\.value) == [
                .string("訪談 \"é😀\n"), .number("-1.5e3"), .array(#"[1, {"d": []}]"#), .object(#"{"f":null}"#), .bool(true), .null,
            ])
        #expect(try JSONObject("{}".utf8).fields.isEmpty)
    }

    @Test(
        "says where it ends being one, and what was expected",
        arguments: [
            ("", 1, "an object {…}"), ("[]", 1, "an object {…}"), ("{", 2, "a name in quotes"), (#"{"a""#, 5, "':'"),
            (#"{"a":}"#, 6, "a value"), (#"{"a":1"#, 7, "',' or '}'"), (#"{"a":1,}"#, 8, "a name in quotes"),
            (#"{"a":1}x"#, 8, "the end of the line"), (#"{"a":01}"#, 7, "',' or '}'"), (#"{"a":1.}"#, 8, "a value"),
            (#"{"a":tru}"#, 6, "a value"), (#"{"a":[1,]}"#, 9, "a value"), (#"{"a":[1}"#, 8, "',' or ']'"),
            (#"{"a":"x}"#, 9, "a closing quote"), (#"{"a":"\x"}"#, 8, "an escape behind \\"),
            (#"{"a":"\u12g4"}"#, 8, "an escape behind \\"), (#"{"a":"\u0000"}"#, 13, "a character the database can store"),
            (#"{"a":"\ud83d"}"#, 13, "a character the database can store"),
            (#"{"a":"\ud83d\u0041"}"#, 19, "a character the database can store"),
            ("{\"a\":\"\t\"}", 7, "a control character behind a \\"), (#"{"a":1e1000}"#, 12, "a smaller number"),
            (#"{"a":"# + String(repeating: "[", count: 65), 70, "no more than 64 levels"),
        ])
    func problem(text: String, column: Int, expected: String) {
        let problem = #expect(throws: JSONProblem.self) { try JSONObject(text.utf8) }
        #expect(problem?.column == column && problem?.expected.en == expected, "\(problem.debugDescription)")
    }

    @Test("is UTF-8")
    func encoding() {
        #expect(throws: JSONProblem.self) { try JSONObject(Array(#"{"a":""#.utf8) + [0xA4, 0xA4] + Array(#""}"#.utf8)) }
    }
}
