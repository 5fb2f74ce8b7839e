import Glibc

/// A file of jobs, or standard input, read in pieces.
final class JobFile: Sendable {
    let path: String
    private let descriptor: Int32

    /// - Parameter path: `-` for standard input.
    /// - Throws: ``Failure`` where there is no such file, or it cannot be one.
    init(_ path: String) throws(Failure) {
        self.path = path
        descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw LocalFile(path: path).unreadable(errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw LocalFile(path: path).unreadable(errno) }
        switch status.st_mode & S_IFMT {
        case S_IFREG where status.st_size == 0:
            throw Failure(
                .badData, zh: "「\(path)」是空的（0 位元組）。應為每行一個 JSON 物件。",
                en: "'\(path)' is empty (0 bytes). It should have one JSON object a line.")
        case S_IFREG, S_IFIFO, S_IFSOCK: break
        case S_IFCHR where path == "-": break
        default:
            throw Failure(
                .noInput, zh: "「\(path)」不是檔案（可能是資料夾）。請指定一個檔案，或以 - 表示標準輸入。",
                en: "'\(path)' is not a file; it may be a folder. Name a file, or - for standard input.")
        }
    }

    deinit { close(descriptor) }

    /// Returns the next bytes; none at the end. Waits for them where they come through a pipe.
    func read() throws(Failure) -> [UInt8] {
        while true {
            var failure: Int32 = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
                let result = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
                failure = result < 0 ? errno : 0
                count = max(result, 0)
            }
            if failure == 0 { return bytes }
            if failure != EINTR { throw LocalFile(path: path).unreadable(failure) }
        }
    }
}
