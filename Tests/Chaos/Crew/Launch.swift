/// How a worker process is started: where it finds the database, and in what world it lives.
struct Launch: Sendable {
    /// The connection string.
    var database: String
    /// That of the listener, which nothing may pool.
    var direct: String
    var preparesStatements = true
    /// A command that becomes the program, `ip netns exec NAME` say.
    var wrapper: [String] = []
    var environment: [String: String] = [:]
}
