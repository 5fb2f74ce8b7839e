import Foundation

/// JSON as it is kept: the same value is the same text, to the byte.
package enum StoredJSON {
    /// A value that JSON cannot hold, such as an infinite number, is empty text: no JSON, which the database refuses together
    /// with all that was to be written with it.
    package static func encode(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    package static func decode<Value: Decodable>(_ type: Value.Type, _ json: String) -> Value? {
        try? JSONDecoder().decode(type, from: Data(json.utf8))
    }
}
