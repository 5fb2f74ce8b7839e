import Codebooks

/// A codebook's file on this machine, read and understood.
struct CodebookFile {
    let document: CodebookDocument
    /// As its author wrote it.
    let source: String

    /// - Throws: ``Failure``, with everything that is wrong in the file.
    init(path: String) throws(Failure) {
        let yaml = try LocalFile(path: path).read(limit: CodebookReader.maximumBytes)
        do throws(CodebookError) {
            document = try CodebookReader.read(yaml)
        } catch {
            throw Failure(
                .badData, zh: "「\(path)」有 \(error.problems.count) 處需要修正：\n\(error)",
                en: "'\(path)' has \(error.problems.count) to mend:\n\(error)")
        }
        source = String(decoding: yaml, as: UTF8.self)
    }
}
