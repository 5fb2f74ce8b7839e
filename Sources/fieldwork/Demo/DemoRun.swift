import ArgumentParser
import EmbeddedPostgres
import Foundation
import Logging
import Pipeline
import Postgres
import Reports
import SourceFiles
import Storage

/// The steps of the demo on its running server. What an admin would do by hand is done by the same verbs.
struct DemoRun: Sendable {
    let server: EmbeddedPostgres
    let studyFile: String
    let ratingsFile: String
    let folder: String
    let console: Output

    private static let database = "fieldwork"
    // Logins as an institution has them: the daemon's may set up no study, the admin's is a person's.
    private static let daemonLogin = "demo_daemon"
    private static let adminLogin = "demo_admin"

    /// Makes the logins and the database, and migrates it.
    func prepare() async throws {
        try await connect(as: "postgres", to: "postgres") { connection in
            for login in [Self.daemonLogin, Self.adminLogin] {
                try await connection.executeScript(unless: .duplicateObject, "create role \(login) login")
            }
            try await connection.executeScript(unless: "42P04", "create database \(Self.database) template template0")
        }
        try await connect(as: "postgres") { connection in
            try await Migrate.parse([]).perform(on: connection, console)
            try await connection.executeScript(
                "grant fieldwork_worker to \(Self.daemonLogin); grant fieldwork_admin to \(Self.adminLogin)")
        }
    }

    /// Submits the study with its documents, and the experts' ratings.
    func submit() async throws {
        console.heading(zh: "送交範例研究", en: "Submitting the sample study")
        try await connect(as: Self.adminLogin) { connection in
            try await StudyVerbs.Import.parse([studyFile, "--with-documents"]).perform(on: connection, console)
            try await ClusterVerbs.Rate.parse(["--from", ratingsFile]).perform(on: connection, console)
        }
    }

    /// Runs the daemon until no job waits or runs.
    func drain() async throws {
        console.heading(zh: "執行 fieldworkd 直到佇列清空", en: "Running fieldworkd until the queue is empty")
        let daemon = DaemonProcess(
            conninfo: server.conninfo(database: Self.database, user: Self.daemonLogin), logFile: "\(folder)/fieldworkd.log")
        try await daemon.run {
            try await connect(as: Self.adminLogin) { connection in
                var progress = DrainProgress(console)
                while true {
                    let counts = try await connection.execute(LoadQueueProgress())[0]
                    progress.show(counts.finished, of: counts.all)
                    if counts.finished == counts.all { break }
                    try await Task.sleep(for: .milliseconds(100))
                }
                progress.finish()
            }
        }
    }

    /// Throws where a document was not coded or a job given up: there is something to see then that is not the example.
    private func check(_ connection: isolated PostgresConnection) async throws {
        let standings = try await connection.execute(CountDocuments())
        let missing = standings.reduce(0) { $0 + $1.received + $1.processed + $1.failed }
        guard missing > 0 else { return }
        throw Failure(
            .software, zh: "有 \(missing) 份文件沒有編碼完成；原因見 \(folder)/fieldworkd.log。",
            en: "\(missing) documents were not coded; \(folder)/fieldworkd.log says why.")
    }

    /// Prints what came of it and writes the page.
    func show() async throws {
        let report = try await connect(as: Self.adminLogin) { connection in
            try await check(connection)
            let study = try await StudyLookup.study(nil, on: connection)
            return try await StudyReportLoader(study: study.code, program: "fieldwork \(Release.version)", isSample: true)
                .load(connection)
        }
        guard let report else {
            throw Failure(
                .software, zh: "範例研究不在資料庫裡，沒有結果可以顯示。請再執行一次。",
                en: "the sample study is not in the database, so there is nothing to show. Run the demo again.")
        }
        let text = StudyText(report, in: console.language, width: console.width ?? 100)
        console.heading(zh: "逐字稿的編碼建議", en: "Suggestions in the transcripts")
        console.line(text.transcripts())
        console.heading(zh: "群聚的型態（暫定：尚未經人確認）", en: "Patterns of the clusters (provisional: nobody has certified anything yet)")
        console.line(text.clusters())
        let path = "\(folder)/report-\(console.language.rawValue).html"
        try ReportPage(report, in: console.language).html().write(toFile: path, atomically: true, encoding: .utf8)
        let place = URL(filePath: path).absoluteURL.path(percentEncoded: false)
        console.line(zh: "含象限圖與所有證據的網頁：\(place)", en: "The page with the quadrant plot and all evidence: \(place)")
    }

    private func connect<R: Sendable>(
        as user: String, to database: String = Self.database,
        _ body: @Sendable (isolated PostgresConnection) async throws -> R
    ) async throws -> R {
        try await PostgresConnection.withConnection(
            PostgresConfiguration(server.conninfo(database: database, user: user)), logger: Logger(label: "fieldwork"), body)
    }
}

extension PostgresConnection {
    /// Runs a script; that what it makes is there already is no error.
    fileprivate func executeScript(unless state: SQLState, _ script: String) async throws {
        do {
            try await executeScript(script)
        } catch let error where error.sqlState == state {}
    }
}
