import FoundationEssentials
import SystemPackage

extension Data {
    /// All that a file holds.
    ///
    /// - Throws: `Errno`, whose words say what is wrong with the file and nothing of what is in it.
    init(contentsOf path: FilePath) throws {
        let file = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
        self = try file.closeAfter {
            var contents = Data()
            var piece = [UInt8](repeating: 0, count: 65536)
            while case let count = try piece.withUnsafeMutableBytes({ try file.read(into: $0) }), count > 0 {
                contents += piece.prefix(count)
            }
            return contents
        }
    }
}
