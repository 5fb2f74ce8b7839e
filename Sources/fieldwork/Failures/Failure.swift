import SourceFiles

/// Why a command could not do what it was asked, for the person at the terminal: what was expected, what came, what to do.
struct Failure: Error, Sendable {
    let status: ExitStatus
    let message: LocalizedText

    init(_ status: ExitStatus, zh: String, en: String) {
        self.status = status
        message = LocalizedText(zh: zh, en: en)
    }
}
