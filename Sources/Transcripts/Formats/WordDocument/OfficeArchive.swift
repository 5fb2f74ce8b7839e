import CArchive

/// The zip file that an office document is. Parts are unpacked as they are read, and every limit is checked against what
/// was really unpacked: sizes in headers are claims.
///
/// Reads by the zip's own directory at its end, as word processors do, so a file that is cut short is not read at all.
final class OfficeArchive {
    private let bytes: [UInt8]
    private let limits: DocumentLimits
    /// Of all parts read so far.
    private var unpacked = 0

    init(_ bytes: [UInt8], limits: DocumentLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    /// Opens a part and gives it to `body`.
    func withPart<R>(_ name: String, _ body: (Part) throws(DocumentProblem) -> R) throws(DocumentProblem) -> R {
        guard let archive = archive_read_new() else { throw .damaged(.memoryLimit) }
        defer { archive_read_free(archive) }
        archive_read_support_format_zip_seekable(archive)
        do {
            return try bytes.withUnsafeBytes { bytes in
                guard archive_read_open_memory(archive, bytes.baseAddress, bytes.count) == ARCHIVE_OK else {
                    throw DocumentProblem.damaged(.archive)
                }
                return try body(find(name, in: archive))
            }
        } catch let problem as DocumentProblem {
            throw problem
        } catch {
            throw .damaged(.archive)
        }
    }

    private func find(_ name: String, in archive: OpaquePointer) throws(DocumentProblem) -> Part {
        for _ in 0..<limits.entries {
            var entry: OpaquePointer?
            switch archive_read_next_header(archive, &entry) {
            case ARCHIVE_OK, ARCHIVE_WARN: break
            case ARCHIVE_EOF: throw .damaged(.missingPart)
            default: throw .damaged(.archive)
            }
            guard let path = archive_entry_pathname(entry), String(cString: path) == name else { continue }
            guard archive_entry_is_data_encrypted(entry) == 0 else { throw .encrypted }
            return Part(archive: archive, owner: self)
        }
        throw .tooLargeInside(.entries)
    }

    /// A part being unpacked. Valid only inside ``withPart(_:_:)``.
    final class Part {
        private let archive: OpaquePointer
        private let owner: OfficeArchive
        private var unpacked = 0
        /// Why reading ended early, where the fault is not the content's form.
        private(set) var problem: DocumentProblem?

        fileprivate init(archive: OpaquePointer, owner: OfficeArchive) {
            self.archive = archive
            self.owner = owner
        }

        /// Unpacks the next bytes: 0 at the end, -1 when there is a ``problem``.
        func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
            let count = archive_read_data(archive, buffer.baseAddress, buffer.count)
            guard count >= 0 else {
                problem = .damaged(.archive)
                return -1
            }
            unpacked += count
            owner.unpacked += count
            problem = owner.brokenLimit(entrySize: unpacked).map { .tooLargeInside($0) }
            return problem == nil ? count : -1
        }
    }

    private func brokenLimit(entrySize: Int) -> DocumentProblem.InnerLimit? {
        if entrySize > limits.entrySize { return .entrySize }
        if unpacked > limits.totalSize { return .totalSize }
        return unpacked > limits.ratioFloor && unpacked / limits.ratio > bytes.count ? .ratio : nil
    }
}
