import Logging
import Synchronization
import Testing

@testable import fieldworkd

@Suite struct LineLogHandlerTests {
    private struct Quoting: Error, CustomStringConvertible { let description = "受訪者說的話" }

    private func written(_ log: (Logger) -> Void) -> String {
        let sink = Sink()
        let handler = LineLogHandler(
            level: .info, isHuman: false, now: { LogTime(seconds: 0, milliseconds: 0) }, write: sink.append)
        log(Logger(label: "test") { _ in handler })
        return sink.text
    }

    private final class Sink: Sendable {
        private let bytes = Mutex<[UInt8]>([])
        func append(_ line: [UInt8]) { bytes.withLock { $0 += line } }
        var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }
    }

    @Test("a line's own fields win over the logger's")
    func metadata() {
        let text = written { logger in
            var logger = logger
            logger[metadataKey: "a"] = "logger"
            logger[metadataKey: "b"] = "logger"
            logger.info("m", metadata: ["b": "line"])
        }
        #expect(text == #"{"time":"1970-01-01T00:00:00.000Z","level":"info","message":"m","a":"logger","b":"line"}"# + "\n")
    }

    @Test("below its level nothing is written")
    func level() {
        #expect(written { $0.debug("m") } == "")
    }

    @Test("of an error only the type is written: its words may quote a document")
    func errors() {
        let text = written { $0.error("m", error: Quoting()) }
        #expect(text.contains(#""error_type":"Quoting""#))
        #expect(!text.contains("受訪者"))
    }
}
