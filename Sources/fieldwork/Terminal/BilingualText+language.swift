import SourceFiles
import Transcripts

extension BilingualText {
    subscript(language: Language) -> String { language.text(zh: zh, en: en) }
}
