/// How much of a document is read before it is refused. Sizes in bytes.
package struct DocumentLimits: Sendable, Hashable, Codable {
    /// Of the file as uploaded.
    package var fileSize: Int
    /// Parts of an office file.
    package var entries: Int
    /// One part, unpacked.
    package var entrySize: Int
    /// All parts read, unpacked.
    package var totalSize: Int
    /// Unpacked size by packed size, asked only of parts over ``ratioFloor``.
    package var ratio: Int
    /// Short parts of much repetition pack well and do no harm.
    package var ratioFloor: Int
    /// Canonical text, UTF-8.
    package var textSize: Int

    package init(
        fileSize: Int = 50_000_000, entries: Int = 5_000, entrySize: Int = 200_000_000, totalSize: Int = 300_000_000,
        ratio: Int = 200, ratioFloor: Int = 10_000_000, textSize: Int = 50_000_000
    ) {
        self.fileSize = fileSize
        self.entries = entries
        self.entrySize = entrySize
        self.totalSize = totalSize
        self.ratio = ratio
        self.ratioFloor = ratioFloor
        self.textSize = textSize
    }
}
