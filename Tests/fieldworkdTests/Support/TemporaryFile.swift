import FoundationEssentials
import Glibc

/// A YAML file that is gone when its owner is.
final class TemporaryFile {
    let path: String

    init(_ contents: String) throws {
        path = "\(FileManager.default.temporaryDirectory.path())fieldworkd-\(UUID().uuidString).yaml"
        try contents.write(toFile: path, atomically: false, encoding: .utf8)
    }

    deinit { unlink(path) }
}
