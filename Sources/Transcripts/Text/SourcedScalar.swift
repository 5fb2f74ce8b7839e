/// A scalar and where it begins in the source: a byte offset for text files, a paragraph number for office files.
package struct SourcedScalar: Sendable, Hashable {
    package let scalar: Unicode.Scalar
    package let source: Int
}

extension Sequence<SourcedScalar> {
    var string: String { String(scalars: lazy.map(\.scalar)) }
}
