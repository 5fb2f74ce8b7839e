/// Where the rows of a COPY into the server are written to; exists inside ``PostgresConnection/copyIn(_:deadline:_:)``.
public struct PostgresCopyWriter: ~Copyable {
    private let connection: PostgresConnection
    private var buffer: [UInt8] = []
    /// Rows are small and messages are not free.
    private static let chunk = 64 * 1024

    init(_ connection: PostgresConnection) {
        self.connection = connection
        buffer.reserveCapacity(Self.chunk + 4096)
    }

    /// Writes data in whatever format the COPY statement asks for; where one call ends and the next begins does not matter.
    /// Suspends while the server is slower than the caller.
    public nonisolated(nonsending) mutating func write(_ bytes: some Sequence<UInt8>) async throws(PostgresError) {
        buffer.append(contentsOf: bytes)
        if buffer.count >= Self.chunk { try await flush() }
    }

    /// Writes one row of COPY's text format, the default: `try await writer.writeRow { $0.append(id); $0.append(name) }`.
    public nonisolated(nonsending) mutating func writeRow(
        _ build: (inout PostgresCopyRow) -> Void
    ) async throws(PostgresError) {
        var row = PostgresCopyRow(bytes: buffer)
        buffer = []
        build(&row)
        buffer = row.finish()
        if buffer.count >= Self.chunk { try await flush() }
    }

    nonisolated(nonsending) mutating func flush() async throws(PostgresError) {
        guard !buffer.isEmpty else { return }
        try await connection.putCopyData(buffer)
        buffer.removeAll(keepingCapacity: true)
    }
}
