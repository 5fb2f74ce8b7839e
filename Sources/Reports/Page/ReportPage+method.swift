import Clusters
import Coding
import SourceFiles
import Transcripts

/// How scores come about in this report, and the versions it was made with.
extension ReportPage {
    func methodSection() -> Markup {
        section("method", Words.method) {
            for paragraph in MethodText(report.ruleSet).paragraphs { element("p", ["class": "lead"]) { text(paragraph) } }
            if report.manifest.rulesArePostHoc { element("p", ["class": "note"]) { text(Words.postHoc) } }
            anchorsTable()
            manifestTable()
        }
    }

    private func anchorsTable() -> Markup {
        table("anchors", caption: Words.anchorsCaption) {
            element("thead") {
                element("tr") {
                    element("th", ["scope": "col"]) { text(Words.indicator) }
                    for anchor in 0...2 { element("th", ["scope": "col"]) { String(anchor) } }
                }
            }
            for axis in report.ruleSet.axes {
                element("tbody") {
                    for indicator in axis.indicators {
                        element("tr") {
                            element("th", ["scope": "row"]) { text(indicator.name) }
                            for anchor in indicator.anchors { element("td") { text(anchor) } }
                        }
                    }
                }
            }
        }
    }

    private func manifestTable() -> Markup {
        let manifest = report.manifest
        let rules = Manifest.Item(name: report.ruleSet.name, version: report.ruleSet.version, sha256: report.ruleSet.sha256)
        return table("manifest", caption: Words.manifestCaption) {
            columns([Words.part, Words.name, Words.version, Words.hash])
            element("tbody") {
                item(Words.ruleSet, rules)
                for codebook in manifest.codebooks { item(Words.codebook, codebook) }
                for coder in manifest.coders { item(Words.coder, coder) }
                fact(text(Words.program), manifest.program)
                fact(text(Words.preparedAt), manifest.preparedAt)
                for setting in manifest.settings { fact(setting.name, setting.value) }
            }
        }
    }

    private func item(_ part: LocalizedText, _ item: Manifest.Item) -> Markup {
        element("tr") {
            element("th", ["scope": "row"]) { text(part) }
            element("td") { item.name }
            element("td", ["class": "figure"]) { String(item.version) }
            element("td") { if let sha256 = item.sha256 { element("code") { sha256 } } }
        }
    }

    private func fact(_ name: String, _ value: String) -> Markup {
        element("tr") {
            element("th", ["scope": "row"]) { name }
            element("td", ["colspan": "3"]) { value }
        }
    }
}
