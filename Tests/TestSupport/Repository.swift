import Foundation

/// The files of the repository, for tests that hold the code against them.
package enum Repository {
    /// The path of a file or folder, given from the repository's root.
    package static func path(_ relative: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../\(relative)").standardized.path(
            percentEncoded: false)
    }

    package static func text(of relative: String) throws -> String {
        try String(contentsOfFile: path(relative), encoding: .utf8)
    }
}
