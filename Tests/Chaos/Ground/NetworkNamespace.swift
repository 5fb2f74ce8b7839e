import Foundation
import Glibc

/// A network of its own for processes, with one cable to this machine, whose packets can be made to vanish.
struct NetworkNamespace: Sendable {
    let name: String
    /// This machine's address as seen from inside.
    let host: String
    /// The addresses of both ends.
    let network: String

    /// What becomes the program, inside.
    var wrapper: [String] { ["ip", "netns", "exec", name] }

    /// Why there can be none here; nil when there can.
    static func obstacle() async -> String? {
        guard geteuid() == 0 else { return "network namespaces need root" }
        do {
            try await with { namespace in
                try await namespace.cut()
                try await namespace.mend()
            }
            return nil
        } catch {
            return "no network namespace with a cable to cut: \(error)"
        }
    }

    static func with<R: Sendable>(_ body: (NetworkNamespace) async throws -> R) async throws -> R {
        // From the block for tests between networks, RFC 2544.
        let subnet = "198.18.\(Int.random(in: 0...255)).\(Int.random(in: 0...63) * 4)".split(separator: ".").map { Int($0)! }
        func address(_ last: Int) -> String { (subnet.dropLast() + [subnet[3] + last]).map(String.init).joined(separator: ".") }
        let suffix = String(UInt32.random(in: .min ... .max), radix: 36)
        let namespace = NetworkNamespace(name: "chaos-\(suffix)", host: address(1), network: "\(address(0))/30")
        let (outer, inner) = ("fwo\(suffix)", "fwi\(suffix)")
        try await SystemCommand.run("ip", "netns", "add", namespace.name)
        return try await cleaningUp {
            try await SystemCommand.run(
                "ip", "link", "add", "name", outer, "type", "veth", "peer", "name", inner, "netns", namespace.name)
            try await SystemCommand.run("ip", "addr", "add", "\(address(1))/30", "dev", outer)
            try await SystemCommand.run("ip", "link", "set", outer, "up")
            try await SystemCommand.run("ip", "-n", namespace.name, "addr", "add", "\(address(2))/30", "dev", inner)
            try await SystemCommand.run("ip", "-n", namespace.name, "link", "set", inner, "up")
            return try await body(namespace)
        } with: {
            // The cable goes with it.
            try await SystemCommand.run("ip", "netns", "del", namespace.name)
        }
    }

    /// From now on packets vanish, both ways, and nobody is told.
    func cut() async throws {
        try await nft("add table inet cut")
        for hook in ["input", "output"] {
            try await nft("add chain inet cut \(hook) { type filter hook \(hook) priority 0; policy drop; }")
        }
    }

    func mend() async throws { try await nft("delete table inet cut") }

    private func nft(_ command: String) async throws {
        try await SystemCommand.run("ip", "netns", "exec", name, "nft", command)
    }
}
