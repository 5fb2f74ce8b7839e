/// Whether a program can work with a database, and what to do if it cannot.
package enum SchemaStatus: Sendable, Hashable {
    /// The two fit: all the program needs is there, and nothing was taken away that it needs.
    case current(version: Int)
    /// No migration was ever applied.
    case absent(needed: Int)
    case tooOld(found: Int, needed: Int)
    /// A migration the program does not know has changed more than it can live with.
    case tooNew(found: Int, known: Int)
    /// An applied migration is not the one this program brings.
    case changed(version: Int, name: String)

    /// Judges what was applied against what the program brings.
    ///
    /// Migrations of the next release that only add (`pre_`) leave the program current, and so do its own of the phase `post_`
    /// that wait until the release before is gone.
    package init(applied: [AppliedMigration], known: [Migration]) {
        let done = Dictionary(applied.map { ($0.version, $0) }) { first, _ in first }
        let found = applied.map(\.version).max() ?? 0
        let needed = known.last { $0.phase != .post }?.version ?? 0
        let knownVersions = Set(known.map(\.version))

        if let changed = known.first(where: { done[$0.version].map(\.checksum) ?? $0.checksum != $0.checksum }) {
            self = .changed(version: changed.version, name: changed.name)
        } else if applied.contains(where: { $0.isBreaking && !knownVersions.contains($0.version) }) {
            self = .tooNew(found: found, known: known.last?.version ?? 0)
        } else if applied.isEmpty, !known.isEmpty {
            self = .absent(needed: needed)
        } else if known.contains(where: { $0.phase != .post && done[$0.version] == nil }) {
            self = .tooOld(found: found, needed: needed)
        } else {
            self = .current(version: found)
        }
    }

    package var isCurrent: Bool {
        if case .current = self { true } else { false }
    }
}

extension SchemaStatus: CustomStringConvertible {
    package var description: String {
        switch self {
        case .current(let version):
            "the database schema is at version \(version), as it should be"
        case .absent(let needed):
            "the database has no Fieldwork schema; version \(needed) is needed. Run `fieldwork migrate`."
        case .tooOld(let found, let needed):
            "the database schema is at version \(found); version \(needed) is needed. Run `fieldwork migrate`."
        case .tooNew(let found, let known):
            """
            the database schema is at version \(found); this program knows it up to \(known). Upgrade the program to the release \
            that migrated the database.
            """
        case .changed(let version, let name):
            """
            migration \(version) (\(name)) is not the one that was applied to this database. Applied migrations never change: \
            install a released program, and put changes into a new migration.
            """
        }
    }
}
