/// The arguments of jobs about one document.
package struct DocumentArguments: Codable, Sendable {
    /// Id of the document.
    package let document: Int64

    package init(document: Int64) { self.document = document }
}
