import Clusters
import Coding
import SourceFiles
import Transcripts

/// Each transcript with what the coders suggest, in the order of its text.
extension ReportPage {
    func transcriptsSection() -> Markup {
        section("transcripts", Words.transcripts) {
            element("p", ["class": "lead"]) { text(Words.transcriptsLead) }
            for document in report.documents where document.type == .transcript { transcript(document) }
        }
    }

    private func transcript(_ document: DocumentReport) -> Markup {
        let who = document.participant?.description ?? document.cluster?.description
        return element("details", ["class": "transcript"]) {
            element("summary") {
                element("b") { [who, document.label].compactMap(\.self).joined(separator: " · ") }
                element("small") { text(Words.suggestions(document.passages.count)) }
            }
            if document.passages.isEmpty {
                element("p", ["class": "silent"]) { text(Words.noPassages) }
            } else {
                element("ol", ["class": "quotations"]) {
                    for passage in document.passages {
                        element("li") {
                            element("b", ["class": "code"]) { text(passage.code) }
                            quoted(
                                passage.quotation, source: [passage.participant?.description].compactMap(\.self),
                                marks: passage.flags.sorted().map { text($0.name) }, standing: passage.standing)
                        }
                    }
                }
            }
        }
    }
}
