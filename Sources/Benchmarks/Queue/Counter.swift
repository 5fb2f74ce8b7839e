import Synchronization

/// Counts from any thread.
final class Counter: Sendable {
    private let value = Atomic(0)
    var count: Int { value.load(ordering: .relaxed) }
    @discardableResult func add(_ number: Int) -> Int { value.add(number, ordering: .relaxed).newValue }
}
