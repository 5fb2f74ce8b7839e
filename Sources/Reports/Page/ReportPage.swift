import Clusters
package import SourceFiles

/// The report as one HTML page that needs nothing else: no script, no font, no picture from anywhere.
package struct ReportPage: Sendable {
    let report: StudyReport
    let language: Language

    package init(_ report: StudyReport, in language: Language) {
        self.report = report
        self.language = language
    }

    /// The whole page; the same report gives the same bytes.
    package func html() -> String {
        let page = element("html", ["lang": language.tag]) {
            element("head") {
                element("meta", ["charset": "utf-8"])
                // Nothing is loaded and nothing runs, whatever a quotation holds.
                element(
                    "meta", ["http-equiv": "Content-Security-Policy", "content": "default-src 'none'; style-src 'unsafe-inline'"])
                element("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
                element("meta", ["name": "color-scheme", "content": "light dark"])
                element("meta", ["name": "referrer", "content": "no-referrer"])
                element("title") { "\(report.title[language]) · \(text(Words.kicker))" }
                styleElement(Stylesheet.css)
            }
            element("body") {
                masthead()
                contents()
                element("main") {
                    positionsSection()
                    firmnessSection()
                    clustersSection()
                    transcriptsSection()
                    methodSection()
                }
            }
        }
        return "<!doctype html>\n" + page.html
    }

    func text(_ words: LocalizedText) -> String { words[language] }

    // MARK: - Head of the page

    private func masthead() -> Markup {
        let passages = report.documents.reduce(0) { $0 + $1.passages.count }
        let isProvisional = report.clusters.contains { $0.assessment.basis == .provisional }
        return element("header", ["class": "masthead"]) {
            element("p", ["class": "kicker"]) { text(Words.kicker) }
            element("h1") { report.title[language] }
            element("p", ["class": "standfirst"]) {
                text(Words.standfirst(clusters: report.clusters.count, documents: report.documents.count, passages: passages))
            }
            if report.isSample { element("p", ["class": "note"]) { text(Words.sample) } }
            if isProvisional { element("p", ["class": "note"]) { text(Words.provisionalNote) } }
        }
    }

    private func contents() -> Markup {
        element("nav", ["class": "contents", "aria-label": text(Words.contents)]) {
            element("ul") {
                for (id, words) in sections {
                    element("li") { element("a", ["href": "#\(id)"]) { text(words) } }
                }
            }
        }
    }

    private var sections: [(id: String, words: LocalizedText)] {
        [
            ("positions", Words.positions), ("firmness", Words.firmness), ("clusters", Words.clusters),
            ("transcripts", Words.transcripts), ("method", Words.method),
        ].filter { $0.0 != "firmness" || hasSensitivity }
    }

    var hasSensitivity: Bool { report.clusters.contains { $0.sensitivity != nil } }

    func section(_ id: StaticString, _ title: LocalizedText, @MarkupBuilder _ content: () -> Markup) -> Markup {
        element("section", ["id": "\(id)", "aria-labelledby": "\(id)-title"]) {
            element("h2", ["id": "\(id)-title"]) { text(title) }
            content()
        }
    }

    /// A table that scrolls by itself where the page is narrow, reachable by keyboard.
    func table(_ name: String, caption: LocalizedText, @MarkupBuilder _ rows: () -> Markup) -> Markup {
        element("div", ["class": "scroller", "role": "region", "aria-label": text(caption), "tabindex": "0"]) {
            element("table", ["class": name]) {
                element("caption") { element("span") { text(caption) } }
                rows()
            }
        }
    }

    func columns(_ titles: [LocalizedText]) -> Markup {
        element("thead") {
            element("tr") {
                for title in titles { element("th", ["scope": "col"]) { text(title) } }
            }
        }
    }
}

extension Language {
    /// The language as HTML names it.
    var tag: String {
        switch self {
        case .chinese: "zh-Hant-TW"
        case .english: "en"
        }
    }

    /// The language a quotation is set in: Chinese where it has any Chinese character.
    init(of quotation: String) {
        let isHan = { (scalar: Unicode.Scalar) in scalar.properties.isIdeographic }
        self = quotation.unicodeScalars.contains(where: isHan) ? .chinese : .english
    }
}
