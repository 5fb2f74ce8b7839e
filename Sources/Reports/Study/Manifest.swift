/// What the results were made with, so that they can be made again.
package struct Manifest: Sendable, Hashable {
    /// When the results were made, as the report prints it.
    package let preparedAt: String
    /// Name and version of the program.
    package let program: String
    package let codebooks: [Item]
    package let coders: [Item]
    /// The rules were changed after results had been seen.
    package let rulesArePostHoc: Bool
    /// Further facts, such as the operator or a seed, in the order given.
    package let settings: [Setting]

    package init(
        preparedAt: String, program: String, codebooks: [Item], coders: [Item], rulesArePostHoc: Bool, settings: [Setting] = []
    ) {
        self.preparedAt = preparedAt
        self.program = program
        self.codebooks = codebooks
        self.coders = coders
        self.rulesArePostHoc = rulesArePostHoc
        self.settings = settings
    }

    /// A versioned part; the hash where it is read from a file.
    package struct Item: Sendable, Hashable {
        package let name: String
        package let version: Int
        package let sha256: String?

        package init(name: String, version: Int, sha256: String?) {
            self.name = name
            self.version = version
            self.sha256 = sha256
        }
    }

    package struct Setting: Sendable, Hashable {
        package let name: String
        package let value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }
}
