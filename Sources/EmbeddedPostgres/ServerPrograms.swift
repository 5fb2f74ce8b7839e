import Subprocess

/// Runs the programs of one installation under the server's account, with nothing of the caller's environment.
struct ServerPrograms: Sendable {
    let installation: PostgresInstallation
    let account: ServerAccount
    /// ``EmbeddedPostgres/Settings/preload``.
    var preload: String?

    /// The installation's programs come first; `sh`, `flock` and the like are the system's.
    var environment: Environment {
        var variables: [Environment.Key: String] = [
            "PATH": "\(installation.binaries):/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC",
        ]
        variables["LD_PRELOAD"] = preload
        return .custom(variables)
    }

    var platformOptions: PlatformOptions {
        var options = PlatformOptions()
        // Away from the terminal: Ctrl-C is for the owner, who then stops the server in order.
        options.createSession = true
        return options
    }

    /// `env` with the arguments that make it run `command` as the account.
    ///
    /// In "/", because the caller's directory may be closed to the account and the programs insist on knowing where they are.
    /// The account is assumed by `setpriv` and not by `PlatformOptions`: those change it between clone and exec, where glibc
    /// may wait for ever for threads that only the parent has.
    func asAccount(_ command: [String]) -> [String] {
        let assume = ["setpriv", "--reuid=\(account.userID)", "--regid=\(account.groupID)", "--clear-groups"]
        return ["--chdir=/"] + (account.isAssumed ? assume : []) + command
    }

    /// Runs a program to its end and returns what it printed.
    @discardableResult
    func run(_ program: String, _ arguments: [String]) async throws -> String {
        let result = try await Subprocess.run(
            .name("env"), arguments: Arguments(asAccount([program] + arguments)), environment: environment,
            platformOptions: platformOptions, output: .string(limit: 64 * 1024), error: .combinedWithOutput)
        guard result.terminationStatus.isSuccess else {
            throw EmbeddedPostgresError.programFailed(
                program: program, status: "\(result.terminationStatus)", output: result.standardOutput)
        }
        return result.standardOutput
    }
}
