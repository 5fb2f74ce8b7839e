import CCrypto

/// SHA-256 by libcrypto.
package enum SHA256 {
    /// The 32 bytes of the digest; nil where libcrypto refuses, as it does when it cannot allocate.
    package static func digest(_ bytes: some Collection<UInt8>) -> [UInt8]? {
        var digest = [UInt8](repeating: 0, count: 32)
        var length: UInt32 = 0
        let isDone = bytes.withContiguousStorageIfAvailable {
            EVP_Digest($0.baseAddress, $0.count, &digest, &length, EVP_sha256(), nil) == 1
        }
        guard let isDone else { return self.digest(Array(bytes)) }
        return isDone ? digest : nil
    }

    /// The digest of a file that has to have one, in lower-case hex.
    package static func hex(_ bytes: [UInt8]) throws(FileProblems) -> String {
        guard let digest = digest(bytes) else {
            throw FileProblems(.noDigest, "libcrypto refused to compute a SHA-256: try again, with more memory")
        }
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
