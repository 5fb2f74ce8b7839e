import EmbeddedPostgres
import FoundationEssentials

/// A disk on which each flush takes a millisecond longer: the server's processes call the library's `fsync` and `fdatasync`.
enum SlowDisk {
    static let fileName = "libSlowDisk.so"

    /// Beside this program; nil where it was not built.
    static var library: String? {
        guard let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") else { return nil }
        let path = URL(filePath: program).deletingLastPathComponent().appending(path: fileName).path
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }

    /// Runs `body` beside a server with such a disk.
    static func withServer<R: Sendable>(_ library: String, _ body: (_ conninfo: String) async throws -> R) async throws -> R {
        // Where the server's account, which may be another, can read it.
        let copy = "/tmp/fieldwork-bench-\(UInt64.random(in: .min ... .max)).so"
        try FileManager.default.copyItem(atPath: library, toPath: copy)
        defer { try? FileManager.default.removeItem(atPath: copy) }
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: copy)
        var settings = EmbeddedPostgres.Settings.asDurableAsByDefault
        settings.preload = copy
        return try await EmbeddedPostgres.withServer(settings) { try await body($0.conninfo()) }
    }
}

/// The library does not do what it is for, or the kernel does not let it.
struct DiskIsFast: Error {}
