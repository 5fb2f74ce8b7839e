import Jobs

/// How a value is written in the configuration.
struct SettingFormat<Value: Sendable>: Sendable {
    /// What an error says was expected: `a duration such as 15s`.
    let expectation: String
    /// Nil for what is not such a value.
    let parse: @Sendable (String) -> Value?
    let write: @Sendable (Value) -> String
}

extension SettingFormat<String> {
    static var text: Self {
        Self(expectation: "a text", parse: { $0.isEmpty ? nil : $0 }, write: { $0 })
    }

    /// An absolute path. The default may be none.
    static var path: Self {
        Self(
            expectation: "an absolute path", parse: { $0.hasPrefix("/") ? $0 : nil },
            write: { $0.isEmpty ? "none" : $0 })
    }
}

extension SettingFormat<Bool> {
    static var boolean: Self {
        Self(expectation: "true or false", parse: { Bool($0) }, write: { "\($0)" })
    }
}

extension SettingFormat<Int> {
    static func integer(_ range: ClosedRange<Int>) -> Self {
        Self(
            expectation: "a whole number from \(range.lowerBound) to \(range.upperBound)",
            parse: { text in Int(text).flatMap { range.contains($0) ? $0 : nil } },
            write: { "\($0)" })
    }
}

extension SettingFormat<Int> {
    /// A number of bytes, with a decimal unit: `800B`, `64kB`, `50MB`, `2GB`.
    static func size(_ range: ClosedRange<Int>) -> Self {
        let units = [("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1000), ("B", 1)]
        @Sendable func written(_ bytes: Int) -> String {
            let unit = units.first { bytes.isMultiple(of: $0.1) && bytes > 0 } ?? ("B", 1)
            return "\(bytes / unit.1)\(unit.0)"
        }
        return Self(
            expectation: "a size such as 800kB or 50MB, from \(written(range.lowerBound)) to \(written(range.upperBound))",
            parse: { text in
                let digits = text.prefix { $0.isASCII && $0.isNumber }
                guard let number = Int(digits), digits.count <= 9,
                    let unit = units.first(where: { $0.0 == text.dropFirst(digits.count) })
                else { return nil }
                return range.contains(number * unit.1) ? number * unit.1 : nil
            },
            write: written)
    }
}

extension SettingFormat<Duration> {
    /// A whole number and a unit: `500ms`, `15s`, `10m`, `2h`, `30d`.
    static func duration(_ range: ClosedRange<Duration>) -> Self {
        Self(
            expectation:
                "a duration such as 500ms, 15s, 10m, 2h or 30d, from \(written(range.lowerBound)) to \(written(range.upperBound))",
            parse: { text in
                let digits = text.prefix { $0.isASCII && $0.isNumber }
                // Nine digits are decades of seconds; more could overflow.
                guard let number = Int(digits), digits.count <= 9,
                    let unit = units.first(where: { $0.name == text.dropFirst(digits.count) })
                else { return nil }
                let duration = Duration.milliseconds(number * unit.milliseconds)
                return range.contains(duration) ? duration : nil
            },
            write: written)
    }

    private static var units: [(name: String, milliseconds: Int)] {
        [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1)]
    }

    /// In the largest unit that leaves a whole number.
    @Sendable private static func written(_ duration: Duration) -> String {
        let milliseconds = duration.milliseconds
        for unit in units where milliseconds != 0 && milliseconds.isMultiple(of: unit.milliseconds) {
            return "\(milliseconds / unit.milliseconds)\(unit.name)"
        }
        return "0s"
    }
}

extension SettingFormat where Value: RawRepresentable<String> & CaseIterable {
    /// One of the words of an enumeration.
    static var word: Self {
        Self(
            expectation: "one of " + Value.allCases.map(\.rawValue).joined(separator: ", "),
            parse: { Value(rawValue: $0) }, write: { $0.rawValue })
    }
}
