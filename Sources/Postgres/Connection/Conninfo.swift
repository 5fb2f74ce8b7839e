import CLibPQ

/// A parsed connection string: as much of it as is needed to try one host at a time.
struct Conninfo {
    /// One of the hosts, as the settings which single it out.
    struct Host {
        var settings: [(keyword: String, value: String)]
        /// For people: `db1:5432`, or the directory of a socket.
        var label: String
    }

    let hosts: [Host]
    /// `target_session_attrs` to go through the hosts with, one pass each.
    let passes: [String?]

    /// Throws `misuse` for what is no connection string. The text of it is not repeated: it may hold a password.
    init(_ string: String) throws(PostgresError) {
        guard let options = PQconninfoParse(string, nil) else {
            throw PostgresError(
                .misuse,
                reason: "the connection string is neither libpq's `keyword=value …` nor a postgresql:// URI")
        }
        defer { PQconninfoFree(options) }
        func values(_ keyword: String) -> [String] {
            var option = options
            while let name = option.pointee.keyword {
                if String(cString: name) == keyword, let value = option.pointee.val, value.pointee != 0 {
                    return String(cString: value).split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
                }
                option += 1
            }
            return []
        }
        let names = values("host")
        let addresses = values("hostaddr")
        let ports = values("port")
        let count = max(names.count, addresses.count, 1)
        hosts = (0..<count).map { index in
            // A single port stands for all hosts.
            let port = ports.count == 1 ? ports[0] : index < ports.count ? ports[index] : nil
            let settings = [
                ("host", index < names.count ? names[index] : nil),
                ("hostaddr", index < addresses.count ? addresses[index] : nil),
                ("port", port),
            ]
            let name = settings[0].1 ?? settings[1].1 ?? "the default host"
            return Host(
                settings: settings.compactMap { keyword, value in value.map { (keyword, $0) } },
                label: port.map { "\(name):\($0)" } ?? name)
        }
        // Hosts are tried alone, so the one mode that compares them has to be two passes.
        passes = values("target_session_attrs").first == "prefer-standby" ? ["standby", "any"] : [nil]
    }
}
