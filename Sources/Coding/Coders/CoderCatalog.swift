/// The coders there are. A new one is a folder beside this file and a line here.
package enum CoderCatalog {
    package static let coders: [any Coder.Type] = [
        RuleCoder.self
    ]

    /// The coder of that name; nil where there is none.
    package static func coder(named name: String) -> (any Coder.Type)? { coders.first { $0.name == name } }
}
