import Foundation
import Postgres
import SourceFiles

/// Reads the fields of a line, each of the type it has to be. One that is absent or null is nil.
struct FieldReader {
    let values: [String: JSONObject.Value]

    private func value(_ name: String) -> JSONObject.Value? {
        guard let value = values[name], value != .null else { return nil }
        return value
    }

    /// - Parameter length: in Unicode scalars, as the database counts.
    func text(_ name: String, _ length: ClosedRange<Int>) throws(ImportProblem.Reason) -> String? {
        guard let value = value(name) else { return nil }
        guard case .string(let text) = value, length.contains(text.unicodeScalars.count) else {
            throw .wrong(name, .text(length))
        }
        return text
    }

    func integer(_ name: String, _ range: ClosedRange<Int16>) throws(ImportProblem.Reason) -> Int16? {
        guard let value = value(name) else { return nil }
        guard case .number(let text) = value, let number = Int16(text), range.contains(number) else {
            throw .wrong(name, .integer(range))
        }
        return number
    }

    func object(_ name: String) throws(ImportProblem.Reason) -> String? {
        guard let value = value(name) else { return nil }
        guard case .object(let text) = value else { throw .wrong(name, .object) }
        return text
    }

    /// In seconds.
    func delay(_ name: String) throws(ImportProblem.Reason) -> Int64? {
        guard let value = value(name) else { return nil }
        let century: Int64 = 100 * 366 * 86_400
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        let seconds: Int64? =
            switch value {
            case .number(let text): Int64(text)
            case .string(let text):
                text.last.flatMap { units[$0] }.flatMap { unit in
                    Int64(text.dropLast()).map { $0.multipliedReportingOverflow(by: unit) }.flatMap {
                        $0.overflow ? nil : $0.partialValue
                    }
                }
            default: nil
            }
        guard let seconds, 0...century ~= seconds else { throw .wrong(name, .delay) }
        return seconds
    }

    func time(_ name: String) throws(ImportProblem.Reason) -> PostgresTimestamp? {
        guard let value = value(name) else { return nil }
        guard case .string(let text) = value,
            let date = [false, true].lazy.compactMap({
                try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: $0))
            }).first
        else { throw .wrong(name, .time) }
        return PostgresTimestamp(date)
    }
}
