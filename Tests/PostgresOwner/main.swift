import EmbeddedPostgres
import Foundation

// Runs a private server until the process is killed, for tests that watch from outside what a violent end leaves. The argument
// is the server's home; without one it is temporary. Prints the socket's directory once the server runs.
let home = CommandLine.arguments.dropFirst().first.map(EmbeddedPostgres.Settings.Home.directory) ?? .temporary
try await EmbeddedPostgres.withServer(.init(home: home)) { server in
    try FileHandle.standardOutput.write(contentsOf: Data("\(server.socketDirectory)\n".utf8))
    for await _ in AsyncStream<Never>.makeStream().stream {}
}
