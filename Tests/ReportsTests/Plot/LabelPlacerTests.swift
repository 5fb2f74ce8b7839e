import Testing

@testable import Reports

@Suite struct LabelPlacerTests {
    private static let frame = LabelPlacer.Box(x: 0, y: 0, width: 400, height: 400)

    private static func place(_ points: [(x: Double, y: Double)]) -> [LabelPlacer.Box] {
        let dots = points.map { LabelPlacer.Box(x: $0.x - 6, y: $0.y - 6, width: 12, height: 12) }
        var placer = LabelPlacer(frame: frame, obstacles: dots)
        return points.map { placer.place(.init(x: $0.x, y: $0.y, width: 34, height: 17)).box }
    }

    @Test(
        "Labels cover neither each other nor a point, and stay in the frame",
        arguments: (0..<100).map { _ in UInt64.random(in: .min ... .max) })
    func disjoint(seed: UInt64) {
        var state = seed
        func next() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 40) / Double(1 << 24)
        }
        // Some points lie close together, as clusters of one pattern do.
        let points = (0..<24).map { index in
            index % 3 == 0 ? (x: 8 + next() * 384, y: 8 + next() * 384) : (x: 330 + next() * 60, y: 20 + next() * 60)
        }
        let boxes = Self.place(points)
        for (index, box) in boxes.enumerated() {
            #expect(box.isInside(Self.frame), "seed \(seed)")
            for other in boxes[(index + 1)...] { #expect(!box.overlaps(other), "seed \(seed)") }
            for point in points {
                #expect(!box.overlaps(.init(x: point.x - 6, y: point.y - 6, width: 12, height: 12)), "seed \(seed)")
            }
        }
    }

    @Test("A lone point has its label close by on the right, at the edge on the left")
    func nearby() {
        let middle = Self.place([(200, 200)])[0]
        #expect(middle.x > 200 && middle.x < 215 && middle.y < 200 && middle.y + middle.height > 200)
        #expect(Self.place([(390, 200)])[0].x < 390)
    }

    @Test("A frame without room still gives each label a place")
    func crowded() {
        let tiny = LabelPlacer.Box(x: 0, y: 0, width: 10, height: 10)
        var placer = LabelPlacer(frame: tiny, obstacles: [tiny])
        #expect(placer.place(.init(x: 5, y: 5, width: 34, height: 17)).box.x > 5)
    }
}
