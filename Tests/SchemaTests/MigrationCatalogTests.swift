import Foundation
import Schema
import TestSupport
import Testing

@Suite struct `The catalog of migrations` {
    @Test func `lists the files of sql/migrations, all of them, in order and word for word`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Repository.path("sql/migrations")).sorted()
        #expect(MigrationCatalog.all.map { $0.name + ".sql" } == files)
        for migration in MigrationCatalog.all {
            let text = try Repository.text(of: "sql/migrations/\(migration.name).sql")
            #expect(migration.sql == text, "\(migration.name) is not the file of that name")
        }
    }

    @Test func `counts versions upwards from 1`() {
        let versions = MigrationCatalog.all.map(\.version)
        #expect(versions.first == 1 && versions == Set(versions).sorted())
    }
}

@Suite struct `A migration` {
    @Test(arguments: [
        ("0007_pre_add_weights", Migration.Phase.pre), ("0008_post_drop_scores", .post), ("0009_prepare", .plain),
        ("0010_jobs", .plain),
    ])
    func `says by its name when it may run`(name: String, phase: Migration.Phase) {
        #expect(Migration(name, sql: "").phase == phase)
    }

    @Test func `runs in a transaction unless its first line opts out`() {
        #expect(Migration("0001_a", sql: "select 1").isTransactional)
        #expect(!Migration("0001_a", sql: "-- fieldwork: no-transaction\nselect 1").isTransactional)
        #expect(Migration("0001_a", sql: "select 1;\n-- fieldwork: no-transaction\n").isTransactional)
    }

    @Test func `has the SHA-256 of its text as checksum`() {
        // FIPS 180-4's example of one block.
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        let checksum = Migration("0001_a", sql: "abc").checksum
        #expect(checksum.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() == expected)
    }
}
