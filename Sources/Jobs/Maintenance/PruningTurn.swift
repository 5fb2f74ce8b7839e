/// Whose turn it is to remove what is past its retention. By job and by age the same events and notes are found in different
/// orders: of two who remove them at once, each could come to wait for the other.
enum PruningTurn {
    /// SQL: true for one transaction at a time. As a subquery, so that it is asked once and not for each row.
    static let isMine = "(select pg_try_advisory_xact_lock(1179079769, 0))"
}
