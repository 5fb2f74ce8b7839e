package import EmbeddedPostgres
import Glibc
import Synchronization

/// A relay in front of a server's socket that can misbehave as networks do.
package final class WireProxy: Sendable {
    /// What is done to the traffic of all connections.
    package enum Weather: Sendable, Hashable {
        case fair
        /// Nothing passes and nothing is closed: what a client sees of a host that vanished.
        case silent
        /// Connections are closed and new ones refused.
        case severed
        /// What clients send arrives late.
        case slow(milliseconds: Int32)
    }

    /// What happens once, to the first connection whose client sends bytes that contain `marker`.
    package enum Accident: Sendable, Hashable {
        /// The request never arrives; both ends are closed.
        case requestLost(marker: String)
        /// The server commits, and closes before the answer has passed.
        case commitAnswerLost(marker: String)
        /// Of the request only what stands before `end` arrives, and then there is silence with both ends open.
        case cutShort(marker: String, before: String)
    }

    private struct State {
        var weather = Weather.fair
        var accidents: [Accident] = []
        var happened = 0
        var target: String
        var isClosed = false
        /// A connection that was silent once stays so.
        var silences = 0
        /// A connection to a former target is closed.
        var leads = 0
    }

    /// For `host=`.
    package let directory: String
    private let state: Mutex<State>

    /// Gives `body` a relay to the server.
    package static func run<R: Sendable>(
        to server: EmbeddedPostgres, _ body: (WireProxy) async throws -> R
    ) async throws -> R {
        let proxy = try WireProxy(target: server.socketPath)
        defer { proxy.close() }
        return try await body(proxy)
    }

    /// The same database, through this relay.
    package func conninfo(_ conninfo: String) -> String { "\(conninfo) host='\(directory)'" }

    package func turn(_ weather: Weather) {
        state.withLock { state in
            state.weather = weather
            if weather == .silent { state.silences += 1 }
        }
    }

    package func plan(_ accident: Accident) { state.withLock { $0.accidents.append(accident) } }

    /// How many accidents have happened.
    package var accidents: Int { state.withLock { $0.happened } }

    /// Leads new connections to another server, and closes the old.
    package func lead(to server: EmbeddedPostgres) {
        state.withLock { state in
            state.target = server.socketPath
            state.leads += 1
        }
    }

    private init(target: String) throws {
        var template = Array("/tmp/fieldwork-wire-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw ProxyFailure(step: "mkdtemp") }
        directory = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        state = Mutex(State(target: target))
        let listener = try Self.socket(directory + "/.s.PGSQL.5432", Glibc.bind)
        guard listen(listener, 128) == 0 else { throw ProxyFailure(step: "listen") }
        // Whoever runs the tests' clients.
        chmod(directory + "/.s.PGSQL.5432", 0o777)
        chmod(directory, 0o755)
        Self.thread { [self] in accept(on: listener) }
    }

    private func close() {
        state.withLock { $0.isClosed = true }
        unlink(directory + "/.s.PGSQL.5432")
        rmdir(directory)
    }

    private var isClosed: Bool { state.withLock { $0.isClosed } }

    private func accept(on listener: Int32) {
        while !isClosed {
            var waiting = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, 20) > 0 else { continue }
            let client = Glibc.accept(listener, nil, nil)
            guard client >= 0 else { continue }
            let (weather, target) = state.withLock { ($0.weather, $0.target) }
            guard weather != .severed, let server = try? Self.socket(target, Glibc.connect) else {
                Glibc.close(client)
                continue
            }
            Self.thread { [self] in
                relay(client, server)
                Glibc.close(client)
                Glibc.close(server)
            }
        }
        Glibc.close(listener)
    }

    /// Passes bytes both ways until one end closes or the weather turns.
    private func relay(_ client: Int32, _ server: Int32) {
        let (silencesAtStart, leadsAtStart) = state.withLock { ($0.silences, $0.leads) }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var isCommitLost = false
        while !isClosed {
            let (weather, silences, leads) = state.withLock { ($0.weather, $0.silences, $0.leads) }
            if weather == .severed || leads != leadsAtStart { return }
            if weather == .silent || silences != silencesAtStart {
                // A host that vanished does not come back for this connection, whatever the weather.
                if weather == .fair { return }
                usleep(20_000)
                continue
            }
            var ends = [
                pollfd(fd: client, events: Int16(POLLIN), revents: 0), pollfd(fd: server, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&ends, 2, 20) > 0 else { continue }
            if ends[0].revents != 0 {
                let count = read(client, &buffer, buffer.count)
                guard count > 0 else { return }
                switch takeAccident(in: buffer[..<count]) {
                case .requestLost: return
                case .commitAnswerLost: isCommitLost = true
                case .cutShort(_, let end):
                    let length = buffer[..<count].firstRange(of: Array(end.utf8))?.lowerBound ?? count
                    _ = send(server, buffer, length, Int32(MSG_NOSIGNAL))
                    while !isClosed, state.withLock({ $0.weather }) == .fair { usleep(20_000) }
                    return
                case nil: break
                }
                if case .slow(let milliseconds) = weather { usleep(UInt32(milliseconds) * 1000) }
                guard send(server, buffer, count, Int32(MSG_NOSIGNAL)) == count else { return }
            }
            if ends[1].revents != 0 {
                let count = read(server, &buffer, buffer.count)
                guard count > 0 else { return }
                if isCommitLost, buffer[..<count].firstRange(of: Array("COMMIT\0".utf8)) != nil { return }
                guard send(client, buffer, count, Int32(MSG_NOSIGNAL)) == count else { return }
            }
        }
    }

    private func takeAccident(in bytes: ArraySlice<UInt8>) -> Accident? {
        state.withLock { state in
            guard
                let index = state.accidents.firstIndex(where: { bytes.firstRange(of: Array($0.marker.utf8)) != nil })
            else { return nil }
            state.happened += 1
            return state.accidents.remove(at: index)
        }
    }

    private static func socket(
        _ path: String, _ use: (Int32, UnsafePointer<sockaddr>?, socklen_t) -> Int32
    ) throws -> Int32 {
        let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                use(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result == 0 else {
            Glibc.close(descriptor)
            throw ProxyFailure(step: "socket")
        }
        return descriptor
    }

    private static func thread(_ body: @escaping @Sendable () -> Void) {
        let start = Unmanaged.passRetained(Body(body))
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            {
                Unmanaged<Body>.fromOpaque($0!).takeRetainedValue().run(); return nil
            }, start.toOpaque())
        pthread_detach(thread)
    }

    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }
}

struct ProxyFailure: Error { let step: String }

extension EmbeddedPostgres {
    fileprivate var socketPath: String { "\(socketDirectory)/.s.PGSQL.\(port)" }
}

extension WireProxy.Accident {
    fileprivate var marker: String {
        switch self {
        case .requestLost(let marker), .commitAnswerLost(let marker), .cutShort(let marker, _): marker
        }
    }
}
