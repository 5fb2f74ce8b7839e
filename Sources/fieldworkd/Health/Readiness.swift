/// Whether the daemon does its work, and what keeps it from that.
struct Readiness: Equatable, Sendable {
    struct Check: Equatable, Sendable {
        let name: String
        /// Nil if all is well.
        let problem: String?
    }

    let checks: [Check]

    var isReady: Bool { checks.allSatisfy { $0.problem == nil } }

    /// For `systemctl status`: `ready`, or what is missing.
    var status: String {
        isReady
            ? "ready"
            : "not ready: " + checks.compactMap { check in check.problem.map { "\(check.name): \($0)" } }.joined(separator: "; ")
    }

    /// `{"ready":false,"checks":{"schema":"ok","lease":"…"}}`
    var json: [UInt8] {
        var json = JSONText()
        json.object { json in
            json.field("ready", isReady)
            json.field("checks") { for check in checks { $0.field(check.name, check.problem ?? "ok") } }
        }
        return json.bytes + [UInt8(ascii: "\n")]
    }
}
