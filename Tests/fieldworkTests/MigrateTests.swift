import EmbeddedPostgres
import Postgres
import TestSupport
import Testing

@Suite("fieldwork migrate")
struct MigrateTests {
    @Test("brings an empty database to this release, and finds nothing to do a second time")
    func twice() async throws {
        try await withTestDatabase(.empty) { database in
            let fieldwork = Program(database: database.conninfo)
            let first = try await fieldwork("migrate")
            #expect(first.status == 0, "\(first.errors)")
            let lines = first.output.split(separator: "\n")
            #expect(lines.first == "applied 0001_roles_and_schemas")
            #expect(
                lines.suffix(3) == [
                    "installed codebook gau-dualities 1", "installed codebook lin-patterns 1",
                    "installed rule set lin-patterns 1",
                ])
            let second = try await fieldwork("migrate")
            #expect(second.status == 0)
            #expect(second.output.hasPrefix("The schema is at version ") && second.output.split(separator: "\n").count == 1)
        }
    }

    @Test("is what the other verbs ask for on a database without a schema")
    func absent() async throws {
        try await withTestDatabase(.empty) { database in
            var fieldwork = Program(database: database.conninfo)
            let english = try await fieldwork("status")
            #expect(english.status == 78 && english.output.isEmpty)
            #expect(
                english.errors.wholeMatch(
                    of: /fieldwork: the database has no Fieldwork schema; version \d+ is needed. Run `fieldwork migrate`.\n/)
                    != nil)
            fieldwork.language = "zh"
            let chinese = try await fieldwork("jobs", "list")
            #expect(
                chinese.errors.wholeMatch(of: /fieldwork: 資料庫尚無 Fieldwork 的結構（需要第 \d+ 版）。請執行 `fieldwork migrate`。\n/)
                    != nil)
        }
    }

    @Test("and every other verb refuse a schema that is too new, too old or not the one applied")
    func unfit() async throws {
        let changes = [
            (
                "insert into fieldwork_schema.migrations (version, name, checksum, is_breaking) values (9999, '9999_later', '', true)",
                "this program knows it up to"
            ),
            (
                "delete from fieldwork_schema.migrations where version = (select max(version) from fieldwork_schema.migrations)",
                "is needed. Run `fieldwork migrate`."
            ),
            ("update fieldwork_schema.migrations set checksum = '' where version = 2", "migration 2 (0002_jobs) is not the one"),
        ]
        for (change, words) in changes {
            try await withTestDatabase { database in
                try await database.withConnection { try await $0.executeScript(change) }
                let outcome = try await Program(database: database.conninfo)("study", "list")
                #expect(outcome.status == 78 && outcome.errors.contains(words), "\(outcome.errors)")
                #expect(outcome.errors.split(separator: "\n").count == 1)
            }
        }
    }

    @Test("says what is wrong with the way to the database")
    func unreachable() async throws {
        let nowhere = try await Program(database: "host=/nowhere dbname=fieldwork")("status")
        #expect(nowhere.status == 69)
        #expect(nowhere.errors.hasPrefix("fieldwork: the database cannot be reached (/nowhere: "))
        #expect(nowhere.errors.hasSuffix("). See that it runs, and check --database or FIELDWORK_DATABASE.\n"))

        let misspelt = try await Program(database: "hots=/nowhere")("status")
        #expect(misspelt.status == 64)
        #expect(misspelt.errors.hasPrefix("fieldwork: this is no connection string: "))

        try await withTestDatabase(.empty) { database in
            let missing = try await Program(database: database.server.conninfo(database: "no_such_one"))("status")
            #expect(missing.status == 69)
            #expect(missing.errors.hasPrefix("fieldwork: the server has no such database ("))
            let stranger = try await Program(database: database.conninfo(user: "nobody_of_that_name"))("status")
            #expect(stranger.status == 77)
            #expect(stranger.errors.hasPrefix("fieldwork: the database refused the login ("))
        }
    }

    @Test("is done with --database as with FIELDWORK_DATABASE")
    func option() async throws {
        try await withTestDatabase { database in
            let outcome = try await Program()("status", "--database", database.conninfo)
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
    }
}
