import Jobs

/// Why a document could not be read through no fault of its own. Trying again, or mending the installation, helps.
package enum ExtractionFault: CodedFailure, Hashable {
    /// `fieldwork-extract` is not in the folder.
    case programMissing(folder: String)
    /// It is there and does not start.
    case notStarted
    /// It does not understand us: it belongs to another version.
    case versionsDiffer
    /// The kernel refuses the sandbox, and without it nothing is read.
    case sandboxUnavailable
    /// Somebody ended it by this signal.
    case interrupted(signal: Int32)

    package var code: String {
        switch self {
        case .programMissing: "extract.program-missing"
        case .notStarted: "extract.not-started"
        case .versionsDiffer: "extract.versions-differ"
        case .sandboxUnavailable: "extract.sandbox-unavailable"
        case .interrupted(let signal): "extract.interrupted.\(signal)"
        }
    }
}

extension ExtractionFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .programMissing(let folder):
            "fieldwork-extract is missing from \(folder); install it beside the program that runs, or name its folder"
        case .notStarted:
            "fieldwork-extract cannot be started; see that it may be executed and that processes may be created"
        case .versionsDiffer:
            "fieldwork-extract is of another version; install both programs from one build"
        case .sandboxUnavailable:
            "fieldwork-extract has no sandbox; run it with --check-sandbox, the kernel must offer seccomp filters"
        case .interrupted(let signal):
            "fieldwork-extract was ended by signal \(signal); nothing is wrong with the document, try again"
        }
    }
}
