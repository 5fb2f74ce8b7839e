import ArgumentParser
import Pipeline
import Postgres
import SourceFiles
import Storage

extension StudyVerbs {
    struct Import: DatabaseVerb {
        static let configuration = CommandConfiguration(
            abstract: "Brings a study in from its YAML file.",
            usage: "fieldwork study import <file> [--with-documents] [<options>]",
            discussion: """
                The file names the study, its letters, codebooks, rule set, clusters and participants, and may list its \
                documents; docs/cli.md describes it. What is there already stays: importing again adds nothing.
                """)

        @Argument(help: "The study's YAML file.", completion: .file(extensions: ["yaml", "yml"]))
        var file: String

        @Flag(help: "Submit the documents the file lists, too. Their paths start at the file's folder.")
        var withDocuments = false

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var speech: LanguageOptions

        func perform(on connection: PostgresConnection, _ output: Output) async throws {
            let yaml = try LocalFile(path: file).read(limit: StudyFileReader.maximumBytes)
            let study: StudyFile
            do throws(FileProblems) {
                study = try StudyFileReader.read(yaml)
            } catch {
                throw Failure(error, in: file)
            }
            let report = try await StudyImport(study).run(on: connection)
            report.print(study, output)
            if withDocuments { try await submitDocuments(of: study, on: connection, output) }
        }

        private func submitDocuments(
            of study: StudyFile, on connection: PostgresConnection, _ output: Output
        ) async throws {
            let folder = file.lastIndex(of: "/").map { file[...$0] } ?? ""
            let items = study.documents.map { document in
                Submission.Item(
                    path: document.path.hasPrefix("/") ? document.path : folder + document.path, type: document.type,
                    cluster: document.cluster, participant: document.participant)
            }
            try await SubmissionRun(submission: Submission(to: study.code, items)).run(on: connection, output)
        }
    }
}

extension StudyImport.Report {
    func print(_ study: StudyFile, _ output: Output) {
        output.line(
            zh: isNewStudy ? "已建立研究「\(study.code)」。" : "研究「\(study.code)」已存在。",
            en: isNewStudy ? "Created study '\(study.code)'." : "Study '\(study.code)' is there already.")
        let (clusters, participants) = (newClusters.count, newParticipants.count)
        output.line(
            zh: "群聚：新增 \(clusters)，已有 \(study.clusters.count - clusters)。",
            en: "Clusters: \(clusters) new, \(study.clusters.count - clusters) there already.")
        output.line(
            zh: "受訪者：新增 \(participants)，已有 \(study.participants.count - participants)。",
            en: "Participants: \(participants) new, \(study.participants.count - participants) there already.")
        guard !kept.isEmpty else { return }
        let names = kept.map(Self.name)
        output.remark(
            zh: "檔案與資料庫不同之處：\(names.map(\.zh).joined(separator: "、"))。資料庫的保留不變。",
            en: "The file differs from the study in: \(names.map(\.en).joined(separator: ", ")). The study keeps its own.")
    }

    private static func name(of part: StudyImport.Part) -> LocalizedText {
        switch part {
        case .title: LocalizedText(zh: "標題", en: "title")
        case .timeZone: LocalizedText(zh: "時區", en: "time zone")
        case .roleNames: LocalizedText(zh: "角色名稱", en: "role names")
        }
    }
}
