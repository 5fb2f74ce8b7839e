import Testing

@testable import Clusters

@Suite struct AggregationTests {
    @Test(
        "Aggregations of a handful of figures",
        arguments: [
            (.median, [2, 0, 1], 1), (.median, [2, 0], 1), (.median, [2], 2), (.median, [2, 2, 0, 1], 1.5),
            (.mean, [2, 2, 0], 4.0 / 3), (.lowest, [2, 1, 2], 1), (.highest, [0, 1], 1), (.mean, [], nil), (.median, [], nil),
        ] as [(Aggregation, [Double], Double?)])
    func aggregates(aggregation: Aggregation, values: [Double], result: Double?) {
        #expect(aggregation(values) == result)
    }

    @Test("Scores compare as they are shown")
    func rounding() {
        #expect((1.25 + 0.1).roundedToHundredth == 1.35)
        #expect((4.0 / 3).roundedToHundredth == 1.33)
        #expect((0.1 + 0.2).roundedToHundredth == 0.3)
    }
}
