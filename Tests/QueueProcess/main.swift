import Foundation
import Jobs
import Logging
import Postgres
import ServiceLifecycle
import UnixSignals

// queue-process work CONNINFO LEASE_MS     takes jobs until SIGTERM
// queue-process run-isolated CONNINFO      runs the one claim on standard input

let words = CommandLine.arguments
guard words.count >= 3 else { exit(64) }
let database = PostgresConfiguration(words[2])
let logger = Logger(label: "queue-process") { _ in SwiftLogNoOpLogHandler() }
let catalog = JobCatalog([Mischief()])
var settings = JobSettings(host: "test", programVersion: "test")
settings.upkeepInterval = .milliseconds(100)
settings.pollFloor = .milliseconds(100)
settings.isolationPause = .milliseconds(100)
settings.softStop = .milliseconds(100)

switch words[1] {
case "work":
    settings.lease = .milliseconds(Int(words[3])!)
    let parts = JobParts(
        settings: settings, catalog: catalog, database: database, directDatabase: database, handlerThreads: 2,
        isolation: ChildProcessIsolation(executable: words[0], arguments: ["run-isolated", words[2]]), logger: logger)
    let group = ServiceGroup(
        configuration: .init(services: parts.services, gracefulShutdownSignals: [.sigterm], logger: logger))
    try await group.run()
case "run-isolated":
    let run = IsolatedRun(settings: settings, catalog: catalog, database: database, memoryLimit: 1 << 30, logger: logger)
    exit(await run.run())
default:
    exit(64)
}
