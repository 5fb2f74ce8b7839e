/// A job that was claimed and registered, and the slot it takes.
struct Claim: Sendable {
    let job: ClaimedJob
    let stops: AsyncStream<RunningAttempts.StopCause>
    let slots: Slots
}
