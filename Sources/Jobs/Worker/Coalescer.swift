/// Gathers the requests that arrive while a round trip is under way and sends them together: group commit.
///
/// Under load the batches grow by themselves; an idle system pays no delay.
actor Coalescer<Request: Sendable & Hashable, Response: Sendable> {
    private let limit: Int
    private let send: @Sendable ([Request]) async throws -> [Request: Response]
    private var pending: [(request: Request, continuation: CheckedContinuation<Response?, any Error>)] = []
    private var arrival: CheckedContinuation<Void, Never>?
    private var isClosed = false

    /// `send` answers each request, or leaves out those that have no answer.
    init(limit: Int, send: @escaping @Sendable ([Request]) async throws -> [Request: Response]) {
        self.limit = limit
        self.send = send
    }

    /// The answer to a request, or nil where there is none.
    func callAsFunction(_ request: Request) async throws -> Response? {
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
                let answers = try await send(batch.map(\.request))
                for (request, continuation) in batch { continuation.resume(returning: answers[request]) }
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
