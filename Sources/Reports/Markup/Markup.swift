/// A piece of HTML or SVG. There is no way to put text into it unescaped: strings become text, everything else is built
/// from elements.
struct Markup: Sendable {
    fileprivate(set) var html = ""

    /// Text, escaped for element content and for quoted attributes alike.
    static func escaped(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
            case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
            case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
            case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
            case "\t", "\n": escaped.append(scalar)
            // HTML has no place for control characters.
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}": escaped.append("\u{FFFD}")
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }
}

/// An element with its attributes, in the order they are written, and its content. An attribute of nil is left out.
func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:],
    @MarkupBuilder _ content: () -> Markup = { Markup() }
) -> Markup {
    var html = "<\(name)"
    for (key, value) in attributes {
        if let value { html += " \(key)=\"\(Markup.escaped(value))\"" }
    }
    html += ">"
    let name = "\(name)"
    if !voidElements.contains(name) { html += content().html + "</\(name)>" }
    // A line for each block, for whoever reads the source or a difference of two pages.
    return Markup(html: inlineElements.contains(name) ? html : html + "\n")
}

/// A stylesheet, which is no text to a browser; a constant of the program.
func styleElement(_ css: StaticString) -> Markup { Markup(html: "<style>\n\(css)</style>\n") }

private let voidElements: Set<String> = ["meta", "br"]
private let inlineElements: Set<String> = [
    "a", "abbr", "b", "br", "bdi", "cite", "code", "em", "q", "small", "span", "strong", "text", "tspan", "title", "time",
]

@resultBuilder
enum MarkupBuilder {
    static func buildExpression(_ text: String) -> Markup { Markup(html: Markup.escaped(text)) }
    static func buildExpression(_ markup: Markup) -> Markup { markup }
    static func buildExpression(_ parts: [Markup]) -> Markup { buildArray(parts) }
    static func buildBlock(_ parts: Markup...) -> Markup { buildArray(parts) }
    static func buildOptional(_ part: Markup?) -> Markup { part ?? Markup() }
    static func buildEither(first part: Markup) -> Markup { part }
    static func buildEither(second part: Markup) -> Markup { part }
    static func buildArray(_ parts: [Markup]) -> Markup { Markup(html: parts.map(\.html).joined()) }
}
