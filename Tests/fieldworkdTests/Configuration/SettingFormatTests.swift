import Testing

@testable import fieldworkd

@Suite struct SettingFormatTests {
    private let format = SettingFormat<Duration>.duration(.zero ... .seconds(30 * 86_400))

    @Test(
        "a duration is a whole number and a unit",
        arguments: [
            ("500ms", .milliseconds(500)), ("15s", .seconds(15)), ("10m", .seconds(600)), ("2h", .seconds(7200)),
            ("30d", .seconds(2_592_000)), ("0s", .zero),
        ] as [(String, Duration)])
    func reads(text: String, duration: Duration) {
        #expect(format.parse(text) == duration)
        #expect(format.write(duration) == text)
    }

    @Test(
        "what is no duration is refused, not guessed",
        arguments: ["", "s", "15", "15 s", "1.5s", "-1s", "+1s", "15sec", "٣s", "31d", "99999999999999999999s", "999999999d"])
    func refuses(text: String) {
        #expect(format.parse(text) == nil)
    }

    @Test("every duration is written so that it reads as itself")
    func roundTrip() {
        for milliseconds in stride(from: 0, through: 200_000_000, by: 12_345) {
            let duration = Duration.milliseconds(milliseconds)
            #expect(format.parse(format.write(duration)) == duration)
        }
    }

    @Test("a number outside its range is refused", arguments: ["0", "11", "-5", "1e1", "0x5", ""])
    func range(text: String) {
        #expect(SettingFormat<Int>.integer(1...10).parse(text) == nil)
    }

    @Test(
        "a size is a whole number and a decimal unit",
        arguments: [("800B", 800), ("64kB", 64_000), ("50MB", 50_000_000), ("2GB", 2_000_000_000)])
    func sizes(text: String, bytes: Int) {
        let format = SettingFormat<Int>.size(1...2_000_000_000)
        #expect(format.parse(text) == bytes)
        #expect(format.write(bytes) == text)
    }

    @Test("what is no size is refused", arguments: ["", "50", "50mb", "50 MB", "1.5MB", "-1MB", "3GB", "9999999999B"])
    func noSizes(text: String) {
        #expect(SettingFormat<Int>.size(1...2_000_000_000).parse(text) == nil)
    }
}
