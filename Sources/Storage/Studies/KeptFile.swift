/// A codebook or rule set as its authors wrote it.
package struct KeptFile: Sendable, Hashable {
    package let id: Int64
    /// Lower-case hex; what a cache may go by.
    package let sha256: String
    /// YAML.
    package let source: String
}
