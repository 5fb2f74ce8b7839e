import ArgumentParser
import Codebooks
import Coding
import Reports
import SourceFiles

extension CodebookVerbs {
    struct Lint: Verb {
        static let configuration = CommandConfiguration(
            abstract: "Checks a codebook's file; needs no database.",
            usage: "fieldwork codebook lint <file> [<options>]",
            discussion: """
                What is wrong is listed with its line and ends with status 65. What should be looked at, such as an example that \
                no cue finds, is listed too and does no harm. docs/codebooks.md explains every one.
                """)

        @Argument(help: "The codebook's YAML file.", completion: .file(extensions: ["yaml", "yml"]))
        var file: String

        @OptionGroup var format: JSONOptions
        @OptionGroup var speech: LanguageOptions

        func perform(_ output: Output) async throws {
            let document = try CodebookFile(path: file).document
            let warnings = ExampleLint.warnings(for: document)
            let codebook = document.codebook
            if format.json {
                return output.json(
                    .object([
                        ("codebook", .string(codebook.name)), ("version", .integer(codebook.version)),
                        ("codes", .integer(codebook.codes.count)), ("sha256", .string(codebook.sha256)),
                        ("warnings", .array(warnings.map(Self.json))),
                    ]))
            }
            for warning in warnings { output.line("\(file):\(warning)") }
            output.line(
                zh: "\(codebook.name) 第 \(codebook.version) 版：\(codebook.codes.count) 個編碼，\(warnings.count) 項提醒。",
                en: "\(codebook.name) \(codebook.version): \(codebook.codes.count) codes, \(warnings.count) to look at.")
        }

        private static func json(_ warning: LintWarning) -> JSONText {
            .object([
                ("kind", .string(warning.kind.rawValue)), ("code", .string(warning.code)),
                ("line", .integer(warning.position?.line)), ("column", .integer(warning.position?.column)),
                ("message", .string(warning.message)),
            ])
        }
    }
}
