/// What is sent back, after which the connection is closed.
struct HTTPAnswer: Equatable {
    let status: Int
    let contentType: String
    let body: [UInt8]

    static func plain(_ status: Int, _ text: String) -> HTTPAnswer {
        HTTPAnswer(status: status, contentType: "text/plain; charset=utf-8", body: Array("\(text)\n".utf8))
    }

    var bytes: [UInt8] {
        let head = """
            HTTP/1.1 \(status) \(Self.reasons[status] ?? "Unknown")\r
            Content-Type: \(contentType)\r
            Content-Length: \(body.count)\r
            Cache-Control: no-store\r
            \(status == 405 ? "Allow: GET\r\n" : "")Connection: close\r
            \r\n
            """
        return Array(head.utf8) + body
    }

    private static let reasons = [
        200: "OK", 400: "Bad Request", 404: "Not Found", 405: "Method Not Allowed", 431: "Request Header Fields Too Large",
        503: "Service Unavailable",
    ]
}
