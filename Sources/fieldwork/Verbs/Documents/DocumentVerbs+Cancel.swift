import ArgumentParser
import Postgres
import Storage

extension DocumentVerbs {
    struct Cancel: DatabaseVerb {
        static let configuration = CommandConfiguration(
            abstract: "Calls off a document that is not coded yet.",
            usage: "fieldwork documents cancel <id> [--yes] [<options>]",
            discussion: "Its job is cancelled with it. The bytes stay; submitting them again finds the cancelled document.")

        @Argument(help: "The document's id.")
        var id: Int64

        @OptionGroup var confirmation: Confirmation
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var speech: LanguageOptions

        func perform(on connection: PostgresConnection, _ output: Output) async throws {
            try confirmation.ask(zh: "將取消文件 \(id)。", en: "This calls off document \(id).", output)
            try await connection.execute(CancelDocument(id: id))
            output.line(zh: "文件 \(id) 已取消。", en: "Document \(id) is called off.")
        }
    }
}
