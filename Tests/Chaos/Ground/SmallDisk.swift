import Foundation
import Glibc

/// A file system of its own that is soon full.
struct SmallDisk: Sendable {
    let path: String

    private var filler: String { path + "/filler" }

    /// Why there can be none here; nil when there can.
    static func obstacle() async -> String? {
        guard geteuid() == 0 else { return "mounting a small file system needs root" }
        do {
            try await with(ownerOf: "/tmp") { _ in }
            return nil
        } catch {
            return "no small file system: \(error)"
        }
    }

    /// - Parameter path: whose owner is to own it.
    static func with<R: Sendable>(ownerOf path: String, _ body: (SmallDisk) async throws -> R) async throws -> R {
        var owner = stat()
        guard lstat(path, &owner) == 0 else { throw CocoaError(.fileReadUnknown) }
        let disk = SmallDisk(path: "/tmp/fieldwork-disk-\(String(UInt64.random(in: .min ... .max), radix: 36))")
        try FileManager.default.createDirectory(atPath: disk.path, withIntermediateDirectories: false)
        defer { rmdir(disk.path) }
        try await SystemCommand.run(
            "mount", "-t", "tmpfs", "-o", "size=16m,mode=0700,uid=\(owner.st_uid),gid=\(owner.st_gid)", "tmpfs", disk.path)
        return try await cleaningUp {
            try await body(disk)
        } with: {
            // The server still has files open there; it is gone with them.
            try await SystemCommand.run("umount", "--lazy", disk.path)
        }
    }

    /// Takes all the room there is.
    func fill() throws {
        let file = open(filler, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw CocoaError(.fileWriteUnknown) }
        defer { close(file) }
        let zeros = [UInt8](repeating: 0, count: 4096)
        while write(file, zeros, zeros.count) > 0 {}
        guard errno == ENOSPC else { throw CocoaError(.fileWriteUnknown) }
    }

    func empty() { unlink(filler) }
}
