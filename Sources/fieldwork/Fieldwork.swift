import ArgumentParser
import Pipeline

/// `fieldwork`: what an administrator does from a terminal. A new verb is a file in `Verbs/` and a line here.
@main
struct Fieldwork: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fieldwork",
        abstract: "Sets up studies, hands in documents, follows the work and shows its results.",
        discussion: """
            The database is the one --database names, else the environment variable FIELDWORK_DATABASE, else libpq's own \
            (PGHOST, PGDATABASE ...).

            Exit status: 0 done; 1 declined; 64 wrong usage; 65 wrong data; 66 file not readable; 69 database not reachable; \
            70 fault of the program; 77 not allowed; 78 schema or setting does not fit.
            """,
        version: Release.version,
        groupedSubcommands: [
            CommandGroup(name: "Set-up", subcommands: [Migrate.self, StudyVerbs.self, CodebookVerbs.self]),
            CommandGroup(
                name: "Work",
                subcommands: [
                    Enqueue.self, Recode.self, JobVerbs.self, BatchVerbs.self, ScheduleVerbs.self, QueueVerbs.self,
                    LimitVerbs.self,
                    Status.self, Top.self, Doctor.self,
                ]),
            CommandGroup(name: "Results", subcommands: [DocumentVerbs.self, Codings.self, ClusterVerbs.self]),
            CommandGroup(name: "Try it", subcommands: [Demo.self]),
        ])
}
