/// How long to wait before the next attempt to connect: twice as long each time, from 100 ms to 5 s, less up to a half by
/// chance, so that a fleet that lost its database together does not come back together.
struct Backoff {
    private static let shortest = Duration.milliseconds(100)
    private static let longest = Duration.seconds(5)

    private var failures = 0

    mutating func next(using random: inout some RandomNumberGenerator) -> Duration {
        let whole = min(Self.shortest * (1 << min(failures, 10)), Self.longest)
        failures += 1
        return whole * Double.random(in: 0.5...1, using: &random)
    }

    mutating func reset() { failures = 0 }
}
