import FoundationEssentials

/// A folder that is gone when its owner is.
final class TemporaryFolder {
    let path: String

    init(_ files: [String: String] = [:]) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "fieldworkd-\(UUID().uuidString)").path()
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for (name, contents) in files { try contents.write(toFile: "\(path)/\(name)", atomically: false, encoding: .utf8) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
