import FoundationEssentials
import Glibc
import Transcripts

enum StandardStreams {
    private static let chunk = 1 << 20

    /// All of standard input, or a refusal as soon as it is more than the limit.
    static func readInput(limit: Int) throws(DocumentProblem) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: chunk)
        while true {
            let count = read(STDIN_FILENO, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return bytes }
            guard bytes.count + count <= limit else { throw .tooLarge(limit: limit) }
            bytes.append(contentsOf: buffer[..<count])
        }
    }

    /// Writes a value as JSON with its keys in order.
    static func write(_ value: some Encodable) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else { abort() }
        write(Array(data), to: STDOUT_FILENO)
    }

    static func complain(_ line: String) {
        write(Array("\(line)\n".utf8), to: STDERR_FILENO)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            // Nobody reads any more.
            guard count > 0 else { exit(EX_IOERR) }
            rest = rest.dropFirst(count)
        }
    }
}
