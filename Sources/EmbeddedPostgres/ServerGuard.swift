import Subprocess

/// A small shell that holds a home's lock, outlives its owner and tidies up after it.
///
/// It waits on a pipe whose other end only the owner has. The kernel closes that end however the owner ends, SIGKILL included;
/// then the guard stops whatever server runs in the home and removes the home if it was temporary. The orderly end takes the
/// same road, so there is one way to stop and it is always tested.
struct ServerGuard: Sendable {
    let programs: ServerPrograms
    let home: ServerHome
    let isTemporary: Bool
    let patience: Duration

    private static let script = """
        trap '' HUP INT TERM
        home=$1 disposal=$2 mode=$3 patience=$4
        exec 9>>"$home/lock" || exit 73
        flock --timeout "$patience" 9 || exit 75
        echo held
        read -r _
        pg_ctl stop --silent --pgdata="$home/data" --mode="$mode" --timeout=60 9>&- ||
            pg_ctl stop --silent --pgdata="$home/data" --mode=immediate --timeout=10 9>&-
        [ "$disposal" = keep ] || rm -rf -- "$home"
        """

    /// Runs `body` with the lock held; returns when the server has stopped and the home is tidy.
    func watch<R: Sendable>(_ body: () async throws -> R) async throws -> R {
        var options = programs.platformOptions
        // A cancelled owner still ends in order and closes the pipe: the guard ignores the signal and waits for that.
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(24 * 60 * 60))]
        let manner = isTemporary ? ["remove", "immediate"] : ["keep", "fast"]
        let outcome = try await Subprocess.run(
            .name("env"),
            arguments: Arguments(
                programs.asAccount(
                    ["sh", "-c", Self.script, "fieldwork-guard", home.path] + manner + ["\(patience.components.seconds)"])),
            environment: programs.environment, platformOptions: options,
            input: .inputWriter, output: .sequence, error: .discarded
        ) { guardian -> Result<R, any Error>? in
            // Without a first line the guard has given up, and its status says why.
            guard try await guardian.standardOutput.strings().first(where: { _ in true }) != nil else { return nil }
            let result: Result<R, any Error>
            do { result = .success(try await body()) } catch { result = .failure(error) }
            try await guardian.standardInputWriter.finish()
            return result
        }
        if let result = outcome.closureResult { return try result.get() }
        if case .exited(75) = outcome.terminationStatus { throw EmbeddedPostgresError.homeInUse(path: home.path) }
        throw EmbeddedPostgresError.homeUnreachable(
            path: home.path, account: home.account.name, detail: "its lock file cannot be opened")
    }
}
