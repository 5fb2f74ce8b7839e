import Transcripts

/// Why a command could not do what it was asked, for the person at the terminal: what was expected, what came, what to do.
struct Failure: Error {
    let status: ExitStatus
    let message: BilingualText

    init(_ status: ExitStatus, zh: String, en: String) {
        self.status = status
        message = BilingualText(zh: zh, en: en)
    }
}
