/// One request and its answer: as much of HTTP/1.1 as health checks and Prometheus speak.
struct HTTPExchange {
    /// What a request came to, read so far.
    enum Reading: Equatable {
        case incomplete
        case path(String)
        /// To be refused with this answer.
        case refused(HTTPAnswer)
    }

    /// A request whose head is longer is refused.
    static let headLimit = 8192

    /// Reads the head of a request. Whatever follows it is not looked at.
    static func read(_ bytes: [UInt8]) -> Reading {
        guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) ?? bytes.firstRange(of: Array("\n\n".utf8)) else {
            return bytes.count < headLimit ? .incomplete : .refused(.plain(431, "the request's head is too long"))
        }
        let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
        let line = head.prefix { !$0.isNewline }.split(separator: " ", omittingEmptySubsequences: false)
        guard line.count == 3, line[1].hasPrefix("/"), line[2].hasPrefix("HTTP/1.") else {
            return .refused(.plain(400, "not an HTTP/1.1 request"))
        }
        guard line[0] == "GET" else { return .refused(.plain(405, "only GET is answered here")) }
        return .path(String(line[1].prefix { $0 != "?" }))
    }
}
