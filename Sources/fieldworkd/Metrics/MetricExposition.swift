/// The text format of Prometheus, version 0.0.4.
enum MetricExposition {
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// Families in order of their names, samples in the order given.
    static func text(_ families: [MetricFamily]) -> String {
        var text = ""
        for family in families.sorted(by: { $0.name < $1.name }) {
            if let help = MetricCatalog.help[family.name] { text += "# HELP \(family.name) \(escaped(help))\n" }
            text += "# TYPE \(family.name) \(family.kind.rawValue)\n"
            for sample in family.samples {
                let labels = sample.labels.map { "\($0.name)=\"\(escaped($0.value, quotes: true))\"" }.joined(separator: ",")
                text += "\(family.name)\(sample.suffix)\(labels.isEmpty ? "" : "{\(labels)}") \(number(sample.value))\n"
            }
        }
        return text
    }

    /// `12`, `0.25`, `+Inf`.
    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return Int64(exactly: value).map { "\($0)" } ?? "\(value)"
    }

    /// The nearest name Prometheus allows: letters, digits, underscores, and colons in metrics' names.
    static func name(_ name: String, isLabel: Bool = false) -> String {
        var name = String(
            name.map { character in
                let isAllowed = character.isASCII && (character.isLetter || character.isNumber) || character == "_"
                return isAllowed || character == ":" && !isLabel ? character : "_"
            })
        if name.first.map({ $0.isNumber }) ?? true { name = "_" + name }
        return name
    }

    private static func escaped(_ text: String, quotes: Bool = false) -> String {
        let text = text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
        return quotes ? text.replacing("\"", with: "\\\"") : text
    }
}
