import CArchive
import Foundation

@testable import Transcripts

/// Office files for tests: those of ``Fixtures``, and others put together part by part.
enum OfficeFile {
    struct Failure: Error {}

    static func fixture(_ name: String) throws -> [UInt8] {
        guard let url = Bundle.module.url(forResource: name, withExtension: nil, subdirectory: "Fixtures") else {
            throw Failure()
        }
        return [UInt8](try Data(contentsOf: url))
    }

    static let relationships = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" \
        Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" \
        Target="word/document.xml"/></Relationships>
        """

    /// A main part with this inside its body.
    static func document(_ body: String, before: String = "") -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>\(before)
        <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" \
        xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>\(body)</w:body></w:document>
        """
    }

    /// A .docx whose main part is this.
    static func docx(main: String) throws -> [UInt8] {
        try zip([("[Content_Types].xml", "<Types/>"), ("_rels/.rels", relationships), ("word/document.xml", main)])
    }

    /// A zip of parts, packed.
    static func zip(_ parts: [(name: String, content: String)]) throws -> [UInt8] {
        try zip(parts.map { ($0.name, Array($0.content.utf8), 1) })
    }

    /// A zip of parts, each content repeated.
    static func zip(_ parts: [(name: String, content: [UInt8], times: Int)]) throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 4_000_000)
        var used = 0
        guard let archive = archive_write_new() else { throw Failure() }
        defer { archive_write_free(archive) }
        archive_write_set_format_zip(archive)
        try buffer.withUnsafeMutableBytes { buffer in
            guard archive_write_open_memory(archive, buffer.baseAddress, buffer.count, &used) == ARCHIVE_OK else {
                throw Failure()
            }
            for part in parts {
                let entry = archive_entry_new()
                defer { archive_entry_free(entry) }
                archive_entry_set_pathname(entry, part.name)
                archive_entry_set_filetype(entry, 0o100000)
                archive_entry_set_size(entry, Int64(part.content.count * part.times))
                guard archive_write_header(archive, entry) == ARCHIVE_OK else { throw Failure() }
                for _ in 0..<part.times {
                    guard archive_write_data(archive, part.content, part.content.count) == part.content.count else {
                        throw Failure()
                    }
                }
            }
            guard archive_write_close(archive) == ARCHIVE_OK else { throw Failure() }
        }
        return Array(buffer[..<used])
    }
}
