/// A row of `fieldwork_schema.migrations`: what was done to this database.
package struct AppliedMigration: Sendable, Hashable {
    package let version: Int
    package let name: String
    package let checksum: [UInt8]
    /// False for one that only adds, which a program that does not know it can live with.
    package let isBreaking: Bool

    package init(version: Int, name: String, checksum: [UInt8], isBreaking: Bool) {
        self.version = version
        self.name = name
        self.checksum = checksum
        self.isBreaking = isBreaking
    }
}
