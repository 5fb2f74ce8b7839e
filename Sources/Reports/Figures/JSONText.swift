import Clusters

/// JSON with its fields in the order they are given, so that the same figures are always the same bytes.
package indirect enum JSONText: Sendable {
    case null
    case bool(Bool)
    case integer(Int)
    /// A score, with its two decimals at most.
    case score(Double)
    case string(String)
    /// JSON that is text already, taken as it is.
    case raw(String)
    case array([JSONText])
    case object([(name: String, value: JSONText)])

    package static func string(_ text: String?) -> JSONText { text.map { JSONText.string($0) } ?? .null }
    package static func score(_ value: Double?) -> JSONText { value.map { JSONText.score($0) } ?? .null }

    /// The text, indented by two blanks a level, with a line end behind it.
    package var text: String {
        var text = ""
        write(to: &text, indent: "")
        return text + "\n"
    }

    private func write(to text: inout String, indent: String) {
        switch self {
        case .null: text += "null"
        case .bool(let bool): text += bool ? "true" : "false"
        case .integer(let integer): text += String(integer)
        case .score(let score): text += Self.number(score)
        case .string(let string): Self.write(string, to: &text)
        case .raw(let json): text += json
        case .array(let values):
            Self.write(values.map { (name: nil, value: $0) }, between: "[", "]", to: &text, indent: indent)
        case .object(let fields):
            Self.write(fields.map { (name: $0.name, value: $0.value) }, between: "{", "}", to: &text, indent: indent)
        }
    }

    private static func write(
        _ entries: [(name: String?, value: JSONText)], between open: String, _ close: String, to text: inout String,
        indent: String
    ) {
        text += open
        for (index, entry) in entries.enumerated() {
            text += (index == 0 ? "\n" : ",\n") + indent + "  "
            if let name = entry.name {
                write(name, to: &text)
                text += ": "
            }
            entry.value.write(to: &text, indent: indent + "  ")
        }
        text += (entries.isEmpty ? "" : "\n" + indent) + close
    }

    private static func write(_ string: String, to text: inout String) {
        var escaped = "\"".unicodeScalars
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"", "\\":
                escaped.append("\\")
                escaped.append(scalar)
            case "\u{0}"..."\u{1F}":
                let digits = String(scalar.value, radix: 16)
                escaped.append(contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".unicodeScalars)
            default: escaped.append(scalar)
            }
        }
        escaped.append("\"")
        text += String(escaped)
    }

    /// `2`, `1.5`, `1.67`: as short as the score allows.
    private static func number(_ score: Double) -> String {
        let rounded = score.roundedToHundredth
        return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
    }
}
