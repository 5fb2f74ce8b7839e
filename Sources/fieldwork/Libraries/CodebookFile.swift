import Codebooks
import SourceFiles

/// A codebook's file on this machine, read and understood.
struct CodebookFile {
    let document: CodebookDocument
    /// As its author wrote it.
    let source: String

    /// - Throws: ``Failure``, with everything that is wrong in the file.
    init(path: String) throws(Failure) {
        let yaml = try LocalFile(path: path).read(limit: YAMLFile.maximumBytes)
        do throws(FileProblems) {
            document = try CodebookReader.read(yaml)
        } catch {
            throw Failure(error, in: path)
        }
        source = String(decoding: yaml, as: UTF8.self)
    }
}
