/// Enough of an HTML parser to see that a page is well formed: tags nest, attributes are quoted, nothing is loaded.
struct PageParser {
    struct Tag: Equatable {
        let name: String
        let attributes: [String: String]
        /// Names of the elements around it, outermost first.
        let ancestors: [String]
    }

    private(set) var tags: [Tag] = []
    /// Text between tags, as written: with its character references.
    private(set) var text = ""
    private(set) var faults: [String] = []
    private var open: [String] = []

    init(_ html: String) {
        var rest = Substring(html)
        while let start = rest.firstIndex(of: "<") {
            if open.last != "style" { text += rest[..<start] }
            rest = rest[rest.index(after: start)...]
            guard let end = rest.firstIndex(of: ">") else { break }
            take(rest[..<end])
            rest = rest[rest.index(after: end)...]
        }
        if !open.isEmpty { faults.append("not closed: \(open)") }
    }

    private mutating func take(_ tag: Substring) {
        if tag.hasPrefix("!") { return }
        if tag.hasPrefix("/") {
            if open.last != String(tag.dropFirst()) { faults.append("</\(tag.dropFirst())> closes \(open.last ?? "nothing")") }
            _ = open.popLast()
            return
        }
        let name = String(tag.prefix { $0 != " " })
        var attributes: [String: String] = [:]
        var rest = tag.dropFirst(name.count)
        while let equals = rest.firstIndex(of: "=") {
            let key = String(rest[..<equals].drop { $0 == " " })
            let value = rest[rest.index(after: equals)...]
            guard value.first == "\"", let close = value.dropFirst().firstIndex(of: "\"") else {
                faults.append("attribute \(key) of \(name) is not quoted")
                break
            }
            attributes[key] = String(value[value.index(after: value.startIndex)..<close])
            rest = value[value.index(after: close)...]
        }
        tags.append(Tag(name: name, attributes: attributes, ancestors: open))
        if !["meta", "br"].contains(name) { open.append(name) }
    }
}
