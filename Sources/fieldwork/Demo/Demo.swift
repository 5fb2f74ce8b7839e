import ArgumentParser
import EmbeddedPostgres
import Foundation
import SourceFiles

struct Demo: Verb {
    static let configuration = CommandConfiguration(
        abstract: "Runs the sample study from end to end on a PostgreSQL of its own.",
        usage: "fieldwork demo [<options>]",
        discussion: """
            Starts a private server, submits the study, runs fieldworkd until the queue is empty, shows the suggestions and the \
            clusters, writes an HTML page and stops everything it started. The data stays: a second run adds nothing and ends \
            the same.
            """)

    @Option(help: ArgumentHelp("The study's YAML file.", valueName: "file"), completion: .file(extensions: ["yaml", "yml"]))
    var study = "docs/samples/study.yaml"

    @Option(help: ArgumentHelp("The experts' ratings, a CSV file.", valueName: "file"), completion: .file(extensions: ["csv"]))
    var ratings = "docs/samples/expert-ratings.csv"

    @Option(help: ArgumentHelp("Where the page and the daemon's log are written.", valueName: "folder"), completion: .directory)
    var output = "demo-output"

    @Option(
        help: ArgumentHelp("Where the server keeps its data. Else below /var/tmp.", valueName: "folder"), completion: .directory)
    var data: String?

    @OptionGroup var speech: LanguageOptions

    func perform(_ console: Output) async throws {
        try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
        console.heading(zh: "啟動專用的 PostgreSQL", en: "Starting a PostgreSQL of its own")
        let home = try await EmbeddedPostgres.withServer(.init(home: data.map { .directory($0) } ?? .named("demo"))) { server in
            let run = DemoRun(server: server, studyFile: study, ratingsFile: ratings, folder: output, console: console)
            try await run.prepare()
            try await run.submit()
            try await run.drain()
            try await run.show()
            return server.socketDirectory
        }
        console.line(
            zh: "已停止所有程式。資料保留在 \(home)：再執行一次不會新增任何東西；刪除該資料夾即可重新開始。",
            en: "Everything is stopped. The data stays in \(home): another run adds nothing; remove it to begin anew.")
    }
}
