import FoundationEssentials
import Logging
import Testing

@testable import fieldworkd

@Suite struct LogLineTests {
    private let time = LogTime(seconds: 1_769_871_845, milliseconds: 7)

    private func line(_ message: String = "job completed", _ metadata: Logger.Metadata = [:]) -> LogLine {
        LogLine(time: time, level: .info, message: message, metadata: metadata)
    }

    @Test("a line is one JSON object: time, level, message, and the fields in order of their names")
    func json() {
        let line = line(
            "job completed", ["kind": "code_transcript", "attempt": "1", "list": ["a", "b"], "more": ["y": "2", "x": "1"]])
        #expect(
            String(decoding: line.json(), as: UTF8.self) == """
                {"time":"2026-01-31T15:04:05.007Z","level":"info","message":"job completed","attempt":"1",\
                "kind":"code_transcript","list":["a","b"],"more":{"x":"1","y":"2"}}

                """)
    }

    @Test("a field cannot take the place of time, level or message")
    func reservedNames() throws {
        let fields = try decoded(line("m", ["time": "t", "level": "l", "message": "x"]))
        #expect(fields["message"] == "m" && fields["message_"] == "x" && fields["time_"] == "t" && fields["level_"] == "l")
    }

    @Test("every character comes back as it was, on one line")
    func escaping() throws {
        let scalars = (0...0x2FF).compactMap(Unicode.Scalar.init) + ["\u{2028}", "\u{FEFF}", "\u{FFFF}", "受", "𠮷", "\u{1F3E0}"]
        let text = String(String.UnicodeScalarView(scalars))
        let line = line(text, [text: .string(text)])
        #expect(line.json().count { $0 == UInt8(ascii: "\n") } == 1)
        let fields = try decoded(line)
        #expect(fields["message"] == text && fields[text] == text)
    }

    @Test("a value cannot draw on the terminal, nor begin a line of its own")
    func human() {
        let text = String(decoding: line("a\nb", ["x": "\u{1B}[31mred\r\n"]).human(), as: UTF8.self)
        #expect(text.hasPrefix("15:04:05.007Z info     a\u{FFFD}b   "))
        #expect(text.hasSuffix("  x=\u{FFFD}[31mred\u{FFFD}\u{FFFD}\n"))
        #expect(text.unicodeScalars.filter { $0.properties.generalCategory == .control } == ["\n"])
    }

    @Test(
        "a moment is written as RFC 3339, in UTC, to the millisecond",
        arguments: [
            (0, 0, "1970-01-01T00:00:00.000Z"), (951_827_696, 789, "2000-02-29T12:34:56.789Z"),
            (4_102_444_799, 999, "2099-12-31T23:59:59.999Z"),
        ])
    func times(seconds: Int, milliseconds: Int, text: String) {
        #expect(LogTime(seconds: seconds, milliseconds: milliseconds).description == text)
    }

    private func decoded(_ line: LogLine) throws -> [String: String] {
        try JSONDecoder().decode([String: String].self, from: Data(line.json()))
    }
}
