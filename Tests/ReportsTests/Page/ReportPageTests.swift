import Clusters
import SourceFiles
import Testing
import Transcripts

@testable import Reports

@Suite struct ReportPageTests {
    @Test("The page is well formed, in its language, and the same to the byte each time", arguments: Language.allCases)
    func wellFormed(language: Language) throws {
        let html = ReportPage(try Example.report(), in: language).html()
        let page = PageParser(html)
        #expect(page.faults == [])
        #expect(page.tags.first?.attributes["lang"] == (language == .chinese ? "zh-Hant-TW" : "en"))
        #expect(try ReportPage(Example.report(), in: language).html() == html)
    }

    @Test("Nothing is loaded, nothing runs, and a policy says so", arguments: Language.allCases)
    func selfContained(language: Language) throws {
        let html = ReportPage(try Example.report(), in: language).html()
        let page = PageParser(html)
        for tag in page.tags {
            #expect(!["script", "link", "img", "iframe", "object", "embed", "form", "base"].contains(tag.name))
            #expect(tag.attributes["src"] == nil && !tag.attributes.keys.contains { $0.hasPrefix("on") })
            #expect(tag.attributes["href"]?.hasPrefix("#") ?? true)
        }
        #expect(!html.contains("url(") && !html.contains("@import"))
        #expect(page.tags.contains { $0.attributes["content"]?.hasPrefix("default-src &#39;none&#39;") == true })
    }

    @Test("Every link leads to an element, and no id stands twice")
    func links() throws {
        let tags = PageParser(ReportPage(try Example.report(), in: .chinese).html()).tags
        let ids = tags.compactMap { $0.attributes["id"] }
        #expect(Set(ids).count == ids.count)
        for target in tags.compactMap({ $0.attributes["href"] }) { #expect(ids.contains(String(target.dropFirst()))) }
        for list in tags.compactMap({ $0.attributes["aria-labelledby"] }) {
            for id in list.split(separator: " ") { #expect(ids.contains(String(id))) }
        }
    }

    @Test("What a document or an expert says is text and never markup")
    func escaped() throws {
        let page = PageParser(ReportPage(try Example.report(), in: .chinese).html())
        #expect(page.text.contains("有人說我們 &lt;都&gt; 不合作 &amp; &quot;各做各的&quot;。"))
        #expect(page.text.contains("領導人的角色 &lt;b&gt;值得&lt;/b&gt; 再訪。"))
        let hostile = Markup.escaped("</style><script>a('b')\u{0}\u{1B}")
        #expect(hostile == "&lt;/style&gt;&lt;script&gt;a(&#39;b&#39;)\u{FFFD}\u{FFFD}")
    }

    @Test("Landmarks, captions, headed columns and labelled figures are there for whoever does not see the page")
    func accessible() throws {
        let tags = PageParser(ReportPage(try Example.report(), in: .english).html()).tags
        for landmark in ["header", "nav", "main"] { #expect(tags.count { $0.name == landmark } == 1) }
        #expect(tags.count { $0.name == "h1" } == 1)
        let tables = tags.count { $0.name == "table" }
        #expect(tables > 0 && tags.count { $0.name == "caption" } == tables)
        for cell in tags where cell.name == "th" { #expect(["col", "row"].contains(cell.attributes["scope"])) }
        let plot = try #require(tags.first { $0.name == "svg" })
        #expect(plot.attributes["role"] == "img")
        #expect(plot.attributes["aria-labelledby"] == "plot-title plot-description")
        // A heading is never more than one level below the one before it.
        let levels = tags.compactMap { $0.name.count == 2 && $0.name.hasPrefix("h") ? Int($0.name.dropFirst()) : nil }
        for (before, after) in zip(levels, levels.dropFirst()) { #expect(after <= before + 1) }
    }

    @Test(
        "Every cluster is shown with its pattern, the mark of what is provisional, and its quotations",
        arguments: Language.allCases)
    func complete(language: Language) throws {
        let report = try Example.report()
        let text = PageParser(ReportPage(report, in: language).html()).text
        for cluster in report.clusters {
            #expect(text.contains(Markup.escaped(cluster.assessment.outcome.name(in: report.ruleSet)[language])))
            for reason in report.ruleSet.texts(cluster.assessment.reasons, in: language) {
                #expect(text.contains(Markup.escaped(reason)))
            }
            for piece in cluster.evidence { #expect(text.contains(Markup.escaped(piece.quotation))) }
        }
        #expect(text.contains(language == .chinese ? "暫定" : "provisional"))
        #expect(text.contains(Words.sample[language]))
        #expect(text.contains(report.ruleSet.sha256))
        for item in report.manifest.codebooks { #expect(text.contains(try #require(item.sha256))) }
    }

    @Test("No figure is ever called accuracy", arguments: Language.allCases)
    func noAccuracy(language: Language) throws {
        let text = PageParser(ReportPage(try Example.report(), in: language).html()).text.lowercased()
        for word in ["accuracy", "accurate", "準確", "正確率", "precision"] { #expect(!text.contains(word)) }
    }

    @Test("An empty study makes a page too", arguments: Language.allCases)
    func empty(language: Language) throws {
        let full = try Example.report()
        let report = StudyReport(
            title: full.title, isSample: false, ruleSet: full.ruleSet, clusters: [], documents: [], manifest: full.manifest)
        let page = PageParser(ReportPage(report, in: language).html())
        #expect(page.faults == [])
        #expect(!page.text.contains(Words.sample[language]) && !page.text.contains(Words.firmness[language]))
    }

    @Test("A quotation is set in its own language")
    func languageOfQuotations() throws {
        let tags = PageParser(ReportPage(try Example.report(), in: .english).html()).tags.filter { $0.name == "q" }
        #expect(Set(tags.map { $0.attributes["lang"] }) == ["zh-Hant-TW", "en"])
    }
}
