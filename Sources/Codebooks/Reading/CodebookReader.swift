package import SourceFiles

/// Reads codebook files strictly: everything wrong is reported at once, each with its place. The format is described in
/// docs/codebooks.md.
package enum CodebookReader {
    package static func read(_ yaml: [UInt8]) throws(FileProblems) -> CodebookDocument {
        let sha256 = try SHA256.hex(yaml)
        return try YAMLFile.read(yaml, beginning: "codebook: …") { document($0, sha256: sha256) }
    }

    private static func document(_ root: YAMLField, sha256: String) -> CodebookDocument? {
        let keys = ["codebook", "version", "title", "summary", "words", "indicators", "codes"]
        guard let section = root.section(keys) else { return nil }
        var tree = CodeTree()
        let name = section.required("codebook")?.id()
        let version = section.required("version")?.version()
        let title = section.required("title")?.localizedText()
        let summary = section.required("summary")?.localizedText()
        tree.readWords(section["words"])
        tree.readIndicators(section["indicators"])
        for code in section.required("codes")?.items() ?? [] { tree.readCode(code, parent: nil) }
        tree.checkPoles()
        guard let name, let version, let title, let summary else { return nil }
        let codebook = Codebook(
            name: name, version: version, title: title, summary: summary, indicators: tree.indicators, codes: tree.codes,
            sha256: sha256)
        return CodebookDocument(codebook: codebook, unusedWords: tree.unusedWords, positions: tree.positions)
    }
}
