/// Work that must run although its task is cancelled: ending a lease, releasing jobs. Each brings its own deadline.
enum Shielded {
    static func run<R: Sendable>(_ body: @escaping @Sendable () async -> R) async -> R {
        await Task { await body() }.value
    }
}
