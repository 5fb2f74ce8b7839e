import Codebooks

extension Codebook {
    /// A codebook of the cues given, one code after the other.
    static func small(_ cues: KeyValuePairs<String, String>) throws -> Codebook {
        var yaml = """
            codebook: small
            version: 1
            title: {zh: 小, en: Small}
            summary: {zh: 小, en: Small}
            codes:

            """
        for (id, lines) in cues {
            yaml += """
                  - id: \(id)
                    name: {zh: \(id), en: \(id)}
                    definition: {zh: \(id), en: \(id)}
                    cues:
                      zh:

                """
            yaml += lines.split(separator: "\n").map { "        - \($0)\n" }.joined()
        }
        return try CodebookReader.read(Array(yaml.utf8)).codebook
    }
}
