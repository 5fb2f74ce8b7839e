import FoundationEssentials

/// Where `fieldwork-extract` is.
package struct ExtractionProgram: Sendable, Hashable {
    static let name = "fieldwork-extract"

    /// The folder it lies in.
    package let folder: String

    package init(folder: String) {
        self.folder = folder
    }

    /// Beside the program that is running: they are built and installed together.
    package static var besideThisProgram: ExtractionProgram {
        let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return ExtractionProgram(folder: URL(filePath: program).deletingLastPathComponent().path)
    }
}
