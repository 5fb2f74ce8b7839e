import Codebooks
import Coding
package import Jobs
package import Postgres
import Storage
import Transcripts

/// `code_transcript`: every codebook of the study, by every active coder, over one transcript; then the cluster is to be
/// classified.
package struct CodeTranscript: JobHandler {
    package static let kind = JobKind("code_transcript", timeout: .seconds(300))

    /// Building a coder from its codebook takes longer than coding an interview with it.
    private let coders = CoderCache()

    package init() {}

    package func run(_ arguments: DocumentArguments, _ context: JobContext) async throws -> Outcome {
        let study = try context.study
        let (loaded, codebooks) = try await context.database.withConnection { [known = coders.known] connection in
            (
                try await connection.execute(LoadTranscript(document: arguments.document, study: study)).first,
                try await connection.execute(LoadCodebooks(study: study, known: known))
            )
        }
        guard let stored = loaded else { throw MissingSubject() }
        guard ["processed", "failed", "coded"].contains(stored.documentStatus) else { return .commit(.none) }

        var effect = Effect()
        effect.statements.add(LockDocument(document: stored.documentID))
        for (index, file) in codebooks.enumerated() {
            context.report(JobProgress("coding", index, of: codebooks.count))
            for (codebook, coder) in try coders.coders(for: file) {
                try Task.checkCancellation()
                let suggestions = coder.suggestions(for: stored.transcript)
                try EvidenceVerifier.check(suggestions, in: stored.transcript)
                context.log(
                    "coding.run",
                    ["codebook": Int(file.id), "segments": stored.transcript.segments.count, "suggestions": suggestions.count])
                FaultPoint.midRun.reach()
                let name = type(of: coder).name
                effect.statements.add(RetireRuns(transcript: stored.id, codebookName: codebook.name, coder: name))
                effect.statements.add(
                    SaveRun(
                        transcript: stored.id, codebook: file.id,
                        manifest: RunManifest(
                            documentSHA256: stored.documentSHA256, textSHA256: stored.textSHA256,
                            readerVersion: stored.readerVersion,
                            codebook: codebook.name, codebookVersion: codebook.version, codebookSHA256: codebook.sha256,
                            coder: name, coderVersion: type(of: coder).version),
                        job: context.job.id, suggestions: suggestions))
            }
        }
        context.report(JobProgress("coding", codebooks.count, of: codebooks.count))
        effect.statements.add(RecordEffect(job: context.job.id, kind: Self.kind.name, document: stored.documentID))
        effect.statements.add(FinishCoding(document: stored.documentID))
        return .commit(effect)
    }

    package func whenDiscarded(_ arguments: DocumentArguments, _ job: ClaimedJob, reason: String) -> PostgresBatch {
        arguments.failing(job, reason)
    }
}
