/// A mapping whose keys have been checked.
package struct YAMLSection {
    package let field: YAMLField
    var values: [String: YAMLField] = [:]
    /// Keys that are not known, or what they were probably meant to be; all reported already.
    package internal(set) var unknown: [String] = []

    init(field: YAMLField) { self.field = field }

    package subscript(key: String) -> YAMLField? { values[key] }

    /// The value of a key that must be there.
    package func required(_ key: String) -> YAMLField? {
        if let value = values[key] { return value }
        if !unknown.contains(key) { field.report(.missingKey, "`\(key):` is missing") }
        return nil
    }
}
