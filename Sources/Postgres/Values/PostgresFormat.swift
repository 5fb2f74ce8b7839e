/// How values travel.
public enum PostgresFormat: Int32, Sendable {
    /// As the server's output functions print them. Right where a value only passes through to people, or where the
    /// server's type has no Swift type here (numeric, inet, ranges …).
    case text = 0
    /// As the server's send functions lay them out: exact, smaller, and nothing to parse. The default.
    case binary = 1
}
