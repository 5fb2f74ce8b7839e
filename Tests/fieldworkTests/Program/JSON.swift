import Foundation

/// Reads what `--json` printed.
enum JSON {
    static func list(_ text: String) throws -> [[String: Any]] {
        guard let list = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]] else { throw Unexpected() }
        return list
    }

    static func object(_ text: String) throws -> [String: Any] {
        guard let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] else { throw Unexpected() }
        return object
    }

    /// Not of the shape expected.
    struct Unexpected: Error {}
}
