/// Splits what is read into lines, a portion at a time; keeps no more of it than one portion.
package struct JobLines {
    /// A line longer than this cannot be a job.
    package static let lineLimit = 1 << 20
    /// Bytes of lines in a portion, or a line more.
    private static let portionSize = 1 << 20

    /// Returns the next bytes; none at the end.
    private let read: () throws -> [UInt8]
    /// What was read and is not part of a portion yet.
    private var rest: ArraySlice<UInt8> = []
    private var isAtEnd = false
    private var lineNumber = 0

    package init(read: @escaping () throws -> [UInt8]) { self.read = read }

    struct Line {
        let number: Int
        /// Without its end; nil where it is too long to be kept.
        let bytes: ArraySlice<UInt8>?
    }

    /// The next lines that are not blank; nil at the end.
    mutating func nextPortion() throws -> [Line]? {
        var portion: [Line] = []
        var size = 0
        while size < Self.portionSize, let line = try nextLine() {
            size += line.bytes?.count ?? 0
            if line.bytes?.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) != true { portion.append(line) }
        }
        return portion.isEmpty && isAtEnd && rest.isEmpty ? nil : portion
    }

    private mutating func nextLine() throws -> Line? {
        var (pending, isTooLong) = (rest, false)
        rest = []
        var searched = pending.startIndex
        while true {
            if let end = pending[searched...].firstIndex(of: 0x0A) {
                rest = pending[(end + 1)...]
                return line(pending[..<end], isTooLong || end - pending.startIndex > Self.lineLimit)
            }
            guard !isAtEnd else { return pending.isEmpty && !isTooLong ? nil : line(pending, isTooLong) }
            if pending.count > Self.lineLimit {
                (pending, isTooLong) = ([], true)
            }
            let bytes = try read()
            isAtEnd = bytes.isEmpty
            // A slice of an array that is gone else: what is behind it was dealt with.
            pending = pending.isEmpty ? bytes[...] : (Array(pending) + bytes)[...]
            searched = pending.startIndex
        }
    }

    private mutating func line(_ bytes: ArraySlice<UInt8>, _ isTooLong: Bool) -> Line {
        lineNumber += 1
        // A byte-order mark is no part of the first line.
        let bytes = lineNumber == 1 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes
        return Line(number: lineNumber, bytes: isTooLong ? nil : bytes)
    }
}
