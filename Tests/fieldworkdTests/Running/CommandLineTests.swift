import Subprocess
import Testing

@Suite struct CommandLineTests {
    @Test("help fits a terminal and says what each option does")
    func help() async throws {
        let help = try await runToEnd(["--help"])
        #expect(help.status == .exited(0))
        #expect(help.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
        #expect(
            help.output == """
                OVERVIEW: Codes interview transcripts and classifies clusters.

                Takes jobs from a PostgreSQL database until it is told to stop. SIGTERM or
                SIGINT lets running jobs finish; a second one ends the process at once.

                Settings come from --set, then from variables such as FIELDWORKD_HTTP_PORT
                for http.port, then from a YAML file. The example file explains each.

                USAGE: fieldworkd [--config <file>] [--set <key=value> ...] [--check-config]

                OPTIONS:
                  -c, --config <file>     Read settings from this file.
                        Default: /etc/fieldwork/fieldworkd.yaml, if there is one.
                  -s, --set <key=value>   Set one key, such as http.port=0. May be repeated.
                  --check-config          Print the settings in effect, or all that is wrong
                                          with them, and exit.
                  --version               Show the version.
                  -h, --help              Show help information.


                """)
    }

    @Test("the version is a number and nothing else")
    func version() async throws {
        let version = try await runToEnd(["--version"])
        #expect(version.status == .exited(0))
        #expect(version.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
    }

    @Test("an unknown option is a mistake in usage")
    func unknownOption() async throws {
        #expect(try await runToEnd(["--nope"]).status == .exited(64))
        #expect(try await runToEnd(["--set", "no-equals-sign"]).status == .exited(64))
    }

    @Test("a good configuration is printed with where each value comes from, and without the password")
    func checkGood() async throws {
        let file = try TemporaryFile("database: {url: host=db1 password=geheim}\n")
        let check = try await runToEnd(["--check-config", "--config", file.path], environment: ["FIELDWORKD_JOBS_LEASE": "1m"])
        #expect(check.status == .exited(0))
        #expect(check.error == "")
        #expect(!check.output.contains("geheim"))
        #expect(check.output.contains(/database\.url = \(db1\) +# .*\.yaml\n/))
        #expect(check.output.contains(/jobs\.lease = 1m +# environment\n/))
        #expect(check.output.contains(/log\.level = info +# default\n/))
    }

    @Test(
        "a bad configuration is told in full on standard error, whether it is checked or run",
        arguments: [["--check-config"], []])
    func checkBad(arguments: [String]) async throws {
        let check = try await runToEnd(arguments + ["--set", "http.prot=1", "--set", "jobs.lease=never"])
        #expect(check.status == .exited(78))
        #expect(check.output == "")
        let lines = check.error.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.allSatisfy { $0.hasPrefix("fieldworkd: --set ") })
        #expect(lines.contains("fieldworkd: --set http.prot: unknown key http.prot; did you mean http.port?"))
    }

    @Test("a file that is asked for has to be there")
    func missingFile() async throws {
        let check = try await runToEnd(["--check-config", "--config", "/nowhere.yaml"])
        #expect(check.status == .exited(78))
        #expect(check.error == "fieldworkd: /nowhere.yaml: cannot be read: No such file or directory\n")
    }
}
