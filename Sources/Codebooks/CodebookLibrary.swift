import CCodebookLibrary
package import SourceFiles

/// The codebooks that come with the program. A new one is a file in `Library/`, its two lines in `CCodebookLibrary`, and a
/// line here.
package enum CodebookLibrary {
    package static let entries: [Entry] = [
        Entry(name: "gau-dualities", yaml: bytes(codebook_gau_dualities())),
        Entry(name: "lin-patterns", yaml: bytes(codebook_lin_patterns())),
    ]

    /// A shipped codebook: the name it is asked for by, which is the one in the file, and the file.
    package struct Entry: Sendable {
        package let name: String
        package let yaml: [UInt8]

        package func read() throws(FileProblems) -> CodebookDocument { try CodebookReader.read(yaml) }
    }

    package static func entry(named name: String) -> Entry? { entries.first { $0.name == name } }

    private static func bytes(_ file: embedded_file) -> [UInt8] {
        Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
    }
}
