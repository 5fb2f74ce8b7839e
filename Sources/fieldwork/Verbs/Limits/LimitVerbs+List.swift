import ArgumentParser
import Postgres
import Reports
import SourceFiles
import Storage

extension LimitVerbs {
    struct List: DatabaseVerb {
        static let configuration = CommandConfiguration(
            abstract: "Lists the limits, and how much of each is used.",
            usage: "fieldwork limits [list] [<options>]")

        @OptionGroup var format: JSONOptions
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var speech: LanguageOptions

        func perform(on connection: PostgresConnection, _ output: Output) async throws {
            let limits = try await connection.execute(ListLimits())
            if format.json { return output.json(.array(limits.map(\.json))) }
            if limits.isEmpty { return output.line(zh: "沒有上限。", en: "No limits.") }
            output.table(
                [
                    .init("佇列", "Queue"), .init("種類", "Kind"), .init("各分區", "Each partition"), .init("上限", "Allowed", .right),
                    .init("使用中", "In use", .right), .init("最多的分區", "Most in one", .right),
                ],
                limits.map { limit in
                    [
                        limit.scope.queue ?? "", limit.scope.kind ?? "",
                        limit.scope.isPerPartition ? output.language == .chinese ? "是" : "yes" : "", "\(limit.allowed)",
                        "\(limit.lent)", limit.scope.isPerPartition ? "\(limit.most)" : "",
                    ]
                })
        }
    }
}

extension LimitLine {
    fileprivate var json: JSONText {
        .object([
            ("queue", .string(scope.queue)), ("kind", .string(scope.kind)), ("perPartition", .bool(scope.isPerPartition)),
            ("allowed", .integer(Int64(allowed))), ("inUse", .integer(lent)), ("mostInOnePartition", .integer(most)),
        ])
    }
}
