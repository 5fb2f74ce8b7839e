/// The fields of one JSON object, in the order of the text; nested values are checked and kept as text.
///
/// Strict RFC 8259, and no more than PostgreSQL's `jsonb` takes: no NUL in a string, no half of a surrogate pair, no number
/// of more than 1000 digits, no more than 64 levels.
package struct JSONObject: Sendable {
    package enum Value: Sendable, Hashable {
        case null
        case bool(Bool)
        /// As it is written.
        case number(String)
        case string(String)
        /// The JSON text of an array.
        case array(String)
        /// The JSON text of an object.
        case object(String)
    }

    package let fields: [(name: String, value: Value)]

    /// Reads a text that holds one object and nothing else.
    package init(_ bytes: some Collection<UInt8>) throws(JSONProblem) {
        var scanner = JSONScanner(Array(bytes))
        fields = try scanner.wholeObject()
    }
}

/// Where a text stops being JSON, and what should be there.
package struct JSONProblem: Error, Sendable, Hashable {
    /// In bytes, counted from 1.
    package let column: Int
    package let expected: LocalizedText
}
