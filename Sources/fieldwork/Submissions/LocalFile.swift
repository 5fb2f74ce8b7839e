import Glibc

/// A file of this machine that is read whole, once it is known to be small enough.
struct LocalFile: Sendable {
    let path: String

    /// Reads the file, looking at its kind and size before anything of it is read.
    ///
    /// - Parameter limit: in bytes.
    /// - Throws: ``Failure``.
    func read(limit: Int) throws(Failure) -> [UInt8] {
        // Not blocking, or a named pipe would wait for its writer.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw unreadable(errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw unreadable(errno) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw Failure(
                .noInput, zh: "「\(path)」不是檔案（可能是資料夾）。請指定檔案。",
                en: "'\(path)' is not a file; it may be a folder. Name the files in it.")
        }
        try checkSize(Int(status.st_size), limit)
        let content = try content(of: descriptor, expecting: Int(status.st_size), limit)
        // It may have been cut or may have grown since.
        try checkSize(content.count, limit)
        return content
    }

    private func content(of descriptor: Int32, expecting size: Int, _ limit: Int) throws(Failure) -> [UInt8] {
        var content: [UInt8] = []
        content.reserveCapacity(size)
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while content.count <= limit {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count == 0 { break }
            if count > 0 {
                content += buffer[..<count]
            } else if errno != EINTR {
                throw unreadable(errno)
            }
        }
        return content
    }

    private func checkSize(_ size: Int, _ limit: Int) throws(Failure) {
        if size == 0 {
            throw Failure(
                .badData, zh: "「\(path)」是空的（0 位元組）。請重新取得原始檔案。",
                en: "'\(path)' is empty (0 bytes). Get the original again.")
        }
        if size > limit {
            throw Failure(
                .badData,
                zh: "「\(path)」有 \(Self.megabytes(size)) MB，超過 \(Self.megabytes(limit)) MB 的上限。請移除圖片或分割後再送。",
                en: """
                    '\(path)' has \(Self.megabytes(size)) MB; the limit is \(Self.megabytes(limit)) MB. Take out pictures, or \
                    split it.
                    """)
        }
    }

    /// Rounded up, so that no file over the limit looks like one within.
    private static func megabytes(_ bytes: Int) -> Int { (bytes + 999_999) / 1_000_000 }

    /// What a system call on it failed for.
    func unreadable(_ code: Int32) -> Failure {
        switch code {
        case ENOENT, ENOTDIR, ENAMETOOLONG:
            Failure(
                .noInput, zh: "找不到檔案「\(path)」。請確認路徑；檔名有空白時請加引號。",
                en: "there is no file '\(path)'. Check the path, and quote a name with blanks.")
        case EACCES, EPERM:
            Failure(
                .noInput, zh: "沒有讀取「\(path)」的權限。", en: "'\(path)' may not be read by this user.")
        default:
            Failure(
                .noInput, zh: "無法讀取「\(path)」（系統錯誤 \(code)）。",
                en: "'\(path)' cannot be read (\(String(cString: strerror(code)))).")
        }
    }
}
