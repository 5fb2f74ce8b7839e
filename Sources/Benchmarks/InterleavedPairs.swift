/// Measures a subject against a reference, taking turns so that both see the same machine.
struct InterleavedPairs {
    /// Odd, for the medians.
    var count = 9

    /// Both closures return operations per second. The first pair warms up and does not count.
    ///
    /// - Returns: the subject's median rate, and the median of the pairs' ratios.
    func measure(
        subject: () async throws -> Double, reference: () async throws -> Double
    ) async throws -> (rate: Double, ratio: Double) {
        var rates: [Double] = []
        var ratios: [Double] = []
        for pair in 0...count {
            // Who comes first alternates, for whoever comes second finds warmer caches.
            let early = pair.isMultiple(of: 2) ? try await reference() : nil
            let rate = try await subject()
            let standard = if let early { early } else { try await reference() }
            guard pair > 0 else { continue }
            rates.append(rate)
            ratios.append(rate / standard)
        }
        return (rates.median, ratios.median)
    }
}

extension [Double] {
    /// The one in the middle: an odd number of values has one.
    var median: Double { sorted()[count / 2] }

    /// The value that so many per cent of all are not above.
    func percentile(_ share: Int) -> Double { sorted()[Swift.max(0, (count * share + 99) / 100 - 1)] }
}
