/// What else counts as the same job: enqueuing one that is there already returns that one and adds none.
///
/// A job of the kind with the key that waits and was never claimed counts in any case. With ``states``, so does one in any of
/// them, if it was created within the ``window``. Whoever enqueues holds the key until the end of its transaction: enqueuers of
/// the same key wait for each other, and for nobody else. It has to be READ COMMITTED, which sees what others committed
/// meanwhile.
package struct Uniqueness: Sendable, Hashable {
    package var key: String
    /// How long ago the other may have been created; ever if nil.
    package var window: Duration?
    package var states: [JobState]

    package init(key: String, window: Duration? = nil, states: [JobState] = []) {
        self.key = key
        self.window = window
        self.states = states
    }
}
