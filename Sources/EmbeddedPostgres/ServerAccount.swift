import Glibc

/// The account the server's processes run under: the caller's own, or an unprivileged one when the caller is root, whom
/// PostgreSQL refuses.
struct ServerAccount: Sendable, Hashable {
    let name: String
    let userID: uid_t
    let groupID: gid_t
    /// The caller is root and becomes this account in the child.
    let isAssumed: Bool

    private static let unprivileged = ["postgres", "nobody"]

    static func current() throws(EmbeddedPostgresError) -> ServerAccount {
        let caller = geteuid()
        if caller != 0 {
            return ServerAccount(name: "user \(caller)", userID: caller, groupID: getegid(), isAssumed: false)
        }
        for name in unprivileged {
            if let entry = getpwnam(name)?.pointee {
                return ServerAccount(name: name, userID: entry.pw_uid, groupID: entry.pw_gid, isAssumed: true)
            }
        }
        throw .noUnprivilegedAccount(tried: unprivileged)
    }
}
