import SourceFiles

/// One step from an older schema to a newer one: a file of `sql/migrations`, `NNNN_[pre_|post_]words.sql`.
package struct Migration: Sendable, Hashable {
    /// Whom a migration may disturb while daemons of two releases run beside each other.
    package enum Phase: Sendable, Hashable {
        /// Only adds: the release before works on with it. Applied before the new daemons start.
        case pre
        /// Neither promise.
        case plain
        /// Drops what only the release before needed. Applied when its last daemon has ended, and not before.
        case post
    }

    package let version: Int
    /// The file's name without `.sql`.
    package let name: String
    package let sql: String

    /// - Precondition: `name` begins with a number of four digits and an underscore.
    package init(_ name: String, sql: String) {
        guard let version = Int(name.prefix(4)), version > 0, name.dropFirst(4).first == "_" else {
            preconditionFailure("a migration is named NNNN_words, not \(name)")
        }
        self.version = version
        self.name = name
        self.sql = sql
    }

    package var phase: Phase {
        let words = name.dropFirst(5)
        return if words.hasPrefix("pre_") { .pre } else if words.hasPrefix("post_") { .post } else { .plain }
    }

    /// False if the first line opts out, as `create index concurrently` demands. Such a file holds one statement, and one
    /// that can be run again: it may have taken effect before it was recorded.
    package var isTransactional: Bool {
        !sql.hasPrefix("-- fieldwork: no-transaction\n")
    }

    /// SHA-256 of the file; empty, which no recorded one is, where libcrypto refuses.
    package var checksum: [UInt8] { SHA256.digest(sql.utf8) ?? [] }
}
