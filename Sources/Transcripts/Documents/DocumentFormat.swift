/// How the uploaded bytes are to be read. Each format has a folder in `Formats/` and a line in `FormatCatalog`.
package enum DocumentFormat: String, Sendable, CaseIterable, Codable {
    case plainText = "txt"
    case markdown = "md"
    case subRip = "srt"
    case webVTT = "vtt"
    case wordDocument = "docx"
}
