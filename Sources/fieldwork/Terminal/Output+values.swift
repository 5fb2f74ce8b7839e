import Foundation
import Postgres
import Reports
import SourceFiles

extension PostgresTimestamp {
    /// For a person: local time, to the second.
    var local: String {
        var seconds = time_t(date.timeIntervalSince1970.rounded(.down))
        var parts = tm()
        guard localtime_r(&seconds, &parts) != nil else { return description }
        var text = [CChar](repeating: 0, count: 32)
        let length = strftime(&text, text.count, "%Y-%m-%d %H:%M:%S", &parts)
        return String(decoding: text[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// For a program: `2026-11-22T17:28:32.123Z`.
    var json: JSONText { .string(date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))) }
}

extension JSONText {
    static func integer(_ value: Int64) -> JSONText { .integer(Int(value)) }
    static func integer(_ value: Int?) -> JSONText { value.map { JSONText.integer($0) } ?? .null }
    static func integer(_ value: Int64?) -> JSONText { value.map { JSONText.integer($0) } ?? .null }
    static func time(_ value: PostgresTimestamp?) -> JSONText { value?.json ?? .null }
    static func strings(_ values: [String]) -> JSONText { .array(values.map { .string($0) }) }

    static func text(_ text: LocalizedText?) -> JSONText {
        text.map { .object([("zh", .string($0.zh)), ("en", .string($0.en))]) } ?? .null
    }
}
