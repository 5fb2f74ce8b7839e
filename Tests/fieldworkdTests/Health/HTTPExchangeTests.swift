import Testing

@testable import fieldworkd

@Suite struct HTTPExchangeTests {
    private func read(_ text: String) -> HTTPExchange.Reading { HTTPExchange.read(Array(text.utf8)) }

    private func status(_ text: String) -> Int? {
        if case .refused(let answer) = read(text) { answer.status } else { nil }
    }

    @Test("a request is read when its head is complete, and not before")
    func complete() {
        let request = "GET /metrics?x=1 HTTP/1.1\r\nHost: localhost\r\n\r\n"
        for length in 0..<request.count { #expect(read(String(request.prefix(length))) == .incomplete) }
        #expect(read(request) == .path("/metrics"))
        #expect(read(request + "a body nobody asked for") == .path("/metrics"))
        #expect(read("GET / HTTP/1.0\n\n") == .path("/"))
    }

    @Test("what is not a GET is refused", arguments: ["POST", "HEAD", "DELETE", "get"])
    func methods(method: String) {
        #expect(status("\(method) /metrics HTTP/1.1\r\n\r\n") == 405)
    }

    @Test(
        "what is not HTTP is refused",
        arguments: [
            "\r\n\r\n", "GET /\r\n\r\n", "GET  / HTTP/1.1\r\n\r\n", "GET metrics HTTP/1.1\r\n\r\n", "GET / HTTP/2\r\n\r\n",
            "\u{0}\u{16}\u{3}\r\n\r\n",
        ])
    func nonsense(text: String) {
        #expect(status(text) == 400)
    }

    @Test("a head without end is refused")
    func endless() {
        #expect(read(String(repeating: "x", count: HTTPExchange.headLimit - 1)) == .incomplete)
        #expect(status(String(repeating: "x", count: HTTPExchange.headLimit)) == 431)
    }

    @Test("an answer says what it is, how long, and that the connection ends")
    func answer() {
        #expect(
            String(decoding: HTTPAnswer.plain(405, "only GET").bytes, as: UTF8.self) == """
                HTTP/1.1 405 Method Not Allowed\r
                Content-Type: text/plain; charset=utf-8\r
                Content-Length: 9\r
                Cache-Control: no-store\r
                Allow: GET\r
                Connection: close\r
                \r
                only GET

                """)
    }
}
