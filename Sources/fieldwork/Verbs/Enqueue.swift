import ArgumentParser
import Jobs
import Pipeline
import Postgres
import Storage
import Transcripts

struct Enqueue: DatabaseVerb {
    static let configuration = CommandConfiguration(
        abstract: "Submits files to a study and queues their processing; or queues jobs.",
        usage: """
            fieldwork enqueue <file> ... --study <code> --cluster <code>
                                     --type <type> [--participant <code>] [<options>]
                   fieldwork enqueue --from <jobs.jsonl> [--skip-bad] [<options>]
            """,
        discussion: """
            Prints one line a file: the document's id, whether it is new, and the file. The same file submitted again for the \
            same cluster, participant and type is the same document. A file that cannot be taken is named on standard error, \
            and the others are still submitted.

            With --from, each line of a file is a job: a JSON object with kind and, as wanted, arguments, queue, priority, study, \
            unique_key, delay or scheduled_at, max_attempts, traceparent, partition_key. All of them are in line together, or, \
            if a line is wrong, none.

            Types: \(DocumentType.allCases.map(\.rawValue).joined(separator: ", ")).
            """)

    @Argument(help: "The files: .txt, .md, .srt, .vtt or .docx.", completion: .file())
    var file: [String] = []

    @Option(help: ArgumentHelp("Code of the study.", valueName: "code"))
    var study: String?

    @Option(help: ArgumentHelp("Code of the cluster, such as Q1.", valueName: "code"))
    var cluster: String?

    @Option(help: ArgumentHelp("Identification code of who speaks, such as Q1L.", valueName: "code"))
    var participant: String?

    @Option(help: "What the files are; see above.")
    var type: String?

    @Option(help: ArgumentHelp("W3C trace context of the cause, for the logs.", valueName: "traceparent"))
    var traceparent: String?

    @Option(
        help: ArgumentHelp("A file of jobs, one JSON object a line; - for standard input.", valueName: "jobs.jsonl"),
        completion: .file())
    var from: String?

    @Flag(help: "Leave out wrong lines of the file of jobs, and queue the others.")
    var skipBad = false

    @OptionGroup var format: JSONOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var speech: LanguageOptions

    func validate() throws {
        let isAboutFiles =
            !file.isEmpty || study != nil || cluster != nil || participant != nil || type != nil
            || traceparent != nil
        if from == nil {
            guard !file.isEmpty, study != nil, cluster != nil, type != nil else {
                throw ValidationError("Give files with --study, --cluster and --type, or jobs with --from.")
            }
            guard !skipBad, !format.json else { throw ValidationError("--skip-bad and --json go with --from.") }
        } else if isAboutFiles {
            throw ValidationError("--from takes no files, and each of its lines names its own study.")
        }
    }

    func perform(on connection: PostgresConnection, _ output: Output) async throws {
        if let from {
            return try await JobImportRun(path: from, skipsBad: skipBad, json: format.json).run(on: connection, output)
        }
        // All three are there, as was seen in validate.
        guard let study, let cluster, let type else { return }
        try await submit(to: study, cluster, type, on: connection, output)
    }

    private func submit(
        to study: String, _ cluster: String, _ type: String, on connection: PostgresConnection, _ output: Output
    ) async throws {
        guard let type = DocumentType(rawValue: type.lowercased()) else {
            let known = DocumentType.allCases.map(\.rawValue)
            throw Failure(
                .badData, zh: "沒有文件類別「\(type)」。可用的類別：\(known.joined(separator: "、"))。",
                en: "there is no document type '\(type)'. There is: \(known.joined(separator: ", ")).")
        }
        let trace = traceparent.flatMap(TraceContext.init)
        guard trace != nil || traceparent == nil else {
            throw Failure(
                .badData, zh: "--traceparent 須為 W3C traceparent（四段小寫十六進位，以連字號相連）。",
                en: "--traceparent is a W3C traceparent: four fields of lower-case hex, joined by hyphens.")
        }
        let study = try await StudyLookup.study(study, on: connection)
        let cluster = try study.cluster(cluster)
        let participant = try participant.map { text throws(Failure) in try study.participant(text, of: cluster) }
        let items = file.map { Submission.Item(path: $0, type: type, cluster: cluster, participant: participant) }
        try await SubmissionRun(submission: Submission(to: study.code, items, trace: trace)).run(on: connection, output)
    }
}
