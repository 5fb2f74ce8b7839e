/// A mapping whose keys have been checked.
struct YAMLSection {
    let field: YAMLField
    fileprivate let values: [String: YAMLField]

    init(field: YAMLField, values: [String: YAMLField]) {
        self.field = field
        self.values = values
    }

    subscript(key: String) -> YAMLField? { values[key] }

    /// The value of a key that must be there.
    func required(_ key: String) -> YAMLField? {
        if let value = values[key] { return value }
        field.report(.missingKey, "`\(key):` is missing")
        return nil
    }
}
