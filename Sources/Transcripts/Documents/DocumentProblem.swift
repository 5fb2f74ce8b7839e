/// Why a document cannot be taken. It is the document's fault: trying again gives the same.
///
/// Carries offsets, limits and kinds, never the document's words or its name.
package enum DocumentProblem: Error, Hashable, Sendable {
    case empty
    /// More bytes than allowed.
    case tooLarge(limit: Int)
    case unknownFormat
    /// The name's ending promises a format that the content is not.
    case formatMismatch(declared: DocumentFormat)
    /// A zero byte in what should be text, at this offset.
    case notText(offset: Int)
    /// The first byte that is invalid in the encoding; nil where no known encoding fits.
    case invalidEncoding(TextEncoding?, offset: Int)
    case encrypted
    case damaged(Damage)
    case tooLargeInside(InnerLimit)
    /// A document type or entity declaration, which office files do not need and attacks do.
    case unsafeMarkup
    /// Read without fault, and there are no words in it.
    case noText

    /// What reading the document ran into.
    package enum Damage: String, Sendable, Codable, CaseIterable {
        case archive
        case missingPart = "missing-part"
        case markup
        case crash
        case timeLimit = "time-limit"
        case memoryLimit = "memory-limit"
    }

    /// Which limit the unpacked content broke.
    package enum InnerLimit: String, Sendable, Codable, CaseIterable {
        case entries
        case entrySize = "entry-size"
        case totalSize = "total-size"
        case ratio
        case textSize = "text-size"
    }

    /// Stable, for programs.
    package var code: String {
        switch self {
        case .empty: "document.empty"
        case .tooLarge: "document.too-large"
        case .unknownFormat: "document.unknown-format"
        case .formatMismatch: "document.format-mismatch"
        case .notText: "document.not-text"
        case .invalidEncoding: "document.invalid-encoding"
        case .encrypted: "document.encrypted"
        case .damaged: "document.damaged"
        case .tooLargeInside: "document.too-large-inside"
        case .unsafeMarkup: "document.unsafe-markup"
        case .noText: "document.no-text"
        }
    }
}

/// Coded under names that stay: `{"invalid-encoding": {"encoding": "cp950", "offset": 7}}`. An underscore and a number
/// is what the language calls a value without a label.
extension DocumentProblem: Codable {
    private enum CodingKeys: String, CodingKey {
        case empty, encrypted, damaged
        case tooLarge = "too-large"
        case unknownFormat = "unknown-format"
        case formatMismatch = "format-mismatch"
        case notText = "not-text"
        case invalidEncoding = "invalid-encoding"
        case tooLargeInside = "too-large-inside"
        case unsafeMarkup = "unsafe-markup"
        case noText = "no-text"
    }

    private enum InvalidEncodingCodingKeys: String, CodingKey {
        // swift-format-ignore: NoLeadingUnderscores
        case _0 = "encoding"
        case offset
    }

    private enum DamagedCodingKeys: String, CodingKey {
        // swift-format-ignore: NoLeadingUnderscores
        case _0 = "reason"
    }

    private enum TooLargeInsideCodingKeys: String, CodingKey {
        // swift-format-ignore: NoLeadingUnderscores
        case _0 = "limit"
    }
}
