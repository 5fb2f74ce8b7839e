import ArgumentParser
import Foundation
import SourceFiles

/// In which language a verb speaks.
struct LanguageOptions: ParsableArguments, Sendable {
    @Option(
        name: .customLong("language"),
        help: ArgumentHelp("Language of messages and tables. Else that of LANG.", valueName: "language"))
    var chosen: Language?

    var language: Language { chosen ?? .ofEnvironment }
}

extension Language: ExpressibleByArgument {}

extension Language {
    /// Chinese where the locale's variables say so, English for everybody else.
    static var ofEnvironment: Language {
        let environment = ProcessInfo.processInfo.environment
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        return locale.lowercased().hasPrefix("zh") ? .chinese : .english
    }

    func text(zh: String, en: String) -> String {
        switch self {
        case .chinese: zh
        case .english: en
        }
    }
}
