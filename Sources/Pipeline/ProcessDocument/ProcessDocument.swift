package import Jobs
package import Postgres
import Storage
import Transcripts

/// `process_document`: the uploaded bytes become canonical text, turns and sentences; then the text is to be coded. A document
/// that cannot be read is refused with its reason, which is a result and no failure.
package struct ProcessDocument: JobHandler {
    package static let kind = JobKind("process_document", timeout: .seconds(120))

    let extractor: DocumentExtractor

    package func run(_ arguments: DocumentArguments, _ context: JobContext) async throws -> Outcome {
        let study = try context.study
        let (loaded, codes) = try await context.database.withConnection { connection in
            (
                try await connection.execute(LoadDocument(document: arguments.document, study: study)).first,
                try await connection.execute(LoadStudyCodes(study: study)).first
            )
        }
        guard let document = loaded, let codes else { throw MissingSubject() }
        // Called off while it waited, or processed by hand: there is nothing to do.
        guard ["received", "failed"].contains(document.status) else { return .commit(.none) }

        var effect = Effect()
        context.report(JobProgress("reading", 0, of: 1))
        do {
            let extracted = try await extractor.extract(document.content, ending: document.fileEnding)
            try Task.checkCancellation()
            FaultPoint.midRun.reach()
            let transcript = TranscriptReader.read(
                extracted, type: document.type, codes: codes, speakers: SpeakerMap(interviewee: document.participant))
            context.log("transcript.read", ["turns": transcript.turns.count, "segments": transcript.segments.count])
            context.report(JobProgress("reading", 1, of: 1))
            effect.statements.add(
                SaveTranscript(
                    document: document.id, format: extracted.format, readerVersion: TranscriptReader.version,
                    transcript: transcript))
            effect.statements.add(QueueCoding(document: document.id, traceContext: context.job.traceContext))
            effect.queues = ["default"]
        } catch let problem as DocumentProblem {
            context.log("document.refused")
            effect.statements.add(RefuseDocument(document: document.id, problem: problem))
        }
        effect.statements.add(RecordEffect(job: context.job.id, kind: Self.kind.name, document: document.id))
        return .commit(effect)
    }

    package func whenDiscarded(_ arguments: DocumentArguments, _ job: ClaimedJob, reason: String) -> PostgresBatch {
        arguments.failing(job, reason)
    }
}
