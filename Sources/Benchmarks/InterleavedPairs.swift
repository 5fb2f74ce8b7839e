/// Measures a subject against a reference, taking turns so that both see the same machine.
struct InterleavedPairs {
    /// An odd number of pairs has a pair in the middle.
    var count = 9

    /// Both closures return operations per second. The first pair warms up and does not count.
    ///
    /// - Returns: the subject's median rate, and the median of the pairs' ratios.
    func measure(
        subject: () async throws -> Double, reference: () throws -> Double
    ) async throws -> (rate: Double, ratio: Double) {
        var rates: [Double] = []
        var ratios: [Double] = []
        for pair in 0...count {
            // Who comes first alternates, for whoever comes second finds warmer caches.
            let early = pair.isMultiple(of: 2) ? try reference() : nil
            let rate = try await subject()
            let standard = try early ?? reference()
            guard pair > 0 else { continue }
            rates.append(rate)
            ratios.append(rate / standard)
        }
        return (median(rates), median(ratios))
    }

    private func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}
