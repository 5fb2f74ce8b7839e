/// Gathers the requests that arrive while a round trip is under way and sends them together: group commit.
///
/// Under load the batches grow by themselves; an idle system pays no delay.
actor Coalescer<Request: Sendable & Hashable> {
    private let limit: Int
    private let send: @Sendable ([Request]) async throws -> [Request]
    private var pending: [(request: Request, continuation: CheckedContinuation<Bool, any Error>)] = []
    private var arrival: CheckedContinuation<Void, Never>?
    private var isClosed = false

    /// `send` returns the requests that were granted.
    init(limit: Int, send: @escaping @Sendable ([Request]) async throws -> [Request]) {
        self.limit = limit
        self.send = send
    }

    /// How many requests wait for the next round trip.
    var waiting: Int { pending.count }

    /// Whether the request was granted. Throws what the round trip threw that carried it.
    func callAsFunction(_ request: Request) async throws -> Bool {
        try await withCheckedThrowingContinuation { continuation in
            guard !isClosed else {
                continuation.resume(throwing: CancellationError())
                return
            }
            pending.append((request, continuation))
            arrival?.resume()
            arrival = nil
        }
    }

    /// Sends batches until ``close()``.
    func run() async {
        while !isClosed || !pending.isEmpty {
            if pending.isEmpty {
                await withCheckedContinuation { continuation in
                    if isClosed || !pending.isEmpty { continuation.resume() } else { arrival = continuation }
                }
                continue
            }
            let batch = Array(pending.prefix(limit))
            pending.removeFirst(batch.count)
            do {
                let granted = Set(try await send(batch.map(\.request)))
                for (request, continuation) in batch { continuation.resume(returning: granted.contains(request)) }
            } catch {
                for (_, continuation) in batch { continuation.resume(throwing: error) }
            }
        }
    }

    /// Ends ``run()`` once what is pending is sent.
    func close() {
        isClosed = true
        arrival?.resume()
        arrival = nil
    }
}
