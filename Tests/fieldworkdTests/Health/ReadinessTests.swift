import Testing

@testable import fieldworkd

@Suite struct ReadinessTests {
    @Test("one check that fails is enough not to be ready, and says why")
    func notReady() {
        let readiness = Readiness(checks: [
            .init(name: "schema", problem: nil), .init(name: "listen", problem: "no \"connection\""),
        ])
        #expect(!readiness.isReady)
        #expect(readiness.status == "not ready: listen: no \"connection\"")
        #expect(
            String(decoding: readiness.json, as: UTF8.self)
                == #"{"ready":false,"checks":{"schema":"ok","listen":"no \"connection\""}}"# + "\n")
    }

    @Test("ready when every check passes")
    func ready() {
        let readiness = Readiness(checks: [.init(name: "schema", problem: nil)])
        #expect(readiness.isReady && readiness.status == "ready")
        #expect(String(decoding: readiness.json, as: UTF8.self) == #"{"ready":true,"checks":{"schema":"ok"}}"# + "\n")
    }
}
