import Clusters
import SourceFiles
import Transcripts

/// The quadrant as inline SVG: ability to the right, trigger upwards, both from 0 to 2. Clusters at the same place share a
/// point and a label; those without a value on both axes, or with insufficient evidence, are not in it.
struct QuadrantPlot {
    let report: StudyReport
    let language: Language

    // The drawing's own units; the page scales it to its place.
    private static let width = 480.0
    private static let height = 474.0
    private static let side = 400.0
    private static let left = 46.0
    private static let top = 30.0
    private static let radius = 5.5
    /// Room around 0…2, so that points at the ends lie inside the frame and the quadrants' names beside them.
    private static let margin = 0.2
    private static let labelHeight = 17.0

    private static func x(_ value: Double) -> Double { left + (value + margin) / (2 + 2 * margin) * side }
    private static func y(_ value: Double) -> Double { top + side - (value + margin) / (2 + 2 * margin) * side }

    /// Whether a cluster has a place in the plot.
    static func shows(_ cluster: ClusterReport) -> Bool {
        cluster.assessment.outcome != .insufficient && cluster.assessment.ability.value != nil
            && cluster.assessment.trigger.value != nil
    }

    /// One place and the clusters on it.
    private struct Point {
        let ability: AxisScore
        let trigger: AxisScore
        let outcome: Outcome
        let isCertified: Bool
        var codes: [ClusterCode]
        var x: Double { QuadrantPlot.x(ability.value ?? 0) }
        var y: Double { QuadrantPlot.y(trigger.value ?? 0) }
    }

    /// From top left, as the eye meets them, so that labels find their places in a fixed order.
    private var points: [Point] {
        var points: [Point] = []
        for cluster in report.clusters where Self.shows(cluster) {
            let assessment = cluster.assessment
            let same = points.firstIndex {
                $0.ability.value == assessment.ability.value && $0.trigger.value == assessment.trigger.value
                    && $0.outcome == assessment.outcome && $0.isCertified == (assessment.basis == .certified)
            }
            if let same {
                points[same].codes.append(cluster.code)
            } else {
                points.append(
                    Point(
                        ability: assessment.ability, trigger: assessment.trigger, outcome: assessment.outcome,
                        isCertified: assessment.basis == .certified, codes: [cluster.code]))
            }
        }
        return points.enumerated().sorted { a, b in
            (a.element.y, a.element.x, a.offset) < (b.element.y, b.element.x, b.offset)
        }.map(\.element)
    }

    func svg() -> Markup {
        let points = points
        return element(
            "svg",
            [
                "class": "plot", "viewBox": "0 0 \(Int(Self.width)) \(Int(Self.height))", "role": "img",
                "aria-labelledby": "plot-title plot-description",
            ]
        ) {
            element("title", ["id": "plot-title"]) { Words.figureTitle(report.ruleSet)[language] }
            element("desc", ["id": "plot-description"]) { description(points) }
            bands()
            frame()
            quadrantNames()
            ranges(points)
            marks(points)
        }
    }

    private func description(_ points: [Point]) -> String {
        points.map { point in
            let name = point.outcome.name(in: report.ruleSet)[language]
            return "\(label(point)): \(name) (\((point.ability.value ?? 0).scoreText), \((point.trigger.value ?? 0).scoreText))"
        }.joined(separator: "; ")
    }

    // MARK: - Ground

    private func bands() -> Markup {
        let (ability, trigger) = (report.ruleSet.ability, report.ruleSet.trigger)
        let across = (Self.x(ability.lowerEdge), Self.x(ability.upperEdge))
        let upwards = (Self.y(trigger.upperEdge), Self.y(trigger.lowerEdge))
        return element("g", ["class": "bands"]) {
            rect(x: across.0, y: Self.top, width: across.1 - across.0, height: Self.side)
            rect(x: Self.left, y: upwards.0, width: Self.side, height: upwards.1 - upwards.0)
        }
    }

    private func frame() -> Markup {
        let (ability, trigger) = (report.ruleSet.ability, report.ruleSet.trigger)
        let (bottom, right) = (Self.top + Self.side, Self.left + Self.side)
        let ticks = [0, 0.5, 1, 1.5, 2]
        return element("g", ["class": "frame"]) {
            element(
                "rect",
                [
                    "class": "border", "x": number(Self.left), "y": number(Self.top), "width": number(Self.side),
                    "height": number(Self.side),
                ])
            for tick in ticks {
                line("tick", Self.x(tick), bottom, Self.x(tick), bottom + 4)
                line("tick", Self.left - 4, Self.y(tick), Self.left, Self.y(tick))
                text("tick-label", Self.x(tick), bottom + 17, anchor: "middle") { tickLabel(tick) }
                text("tick-label", Self.left - 8, Self.y(tick) + 4, anchor: "end") { tickLabel(tick) }
            }
            line("threshold", Self.x(ability.threshold), Self.top, Self.x(ability.threshold), bottom)
            line("threshold", Self.left, Self.y(trigger.threshold), right, Self.y(trigger.threshold))
            text("axis-label", right, bottom + 37, anchor: "end") { "\(ability.name[language]) →" }
            text("axis-label", Self.left - 4, Self.top - 12, anchor: "start") { "↑ \(trigger.name[language])" }
        }
    }

    private func tickLabel(_ tick: Double) -> String {
        tick == tick.rounded() ? String(Int(tick)) : String(tick)
    }

    /// The names stand in the corners, in the room beyond 0 and 2.
    private static func corner(of pattern: Pattern) -> (x: Double, y: Double, anchor: String) {
        let (near, far) = (left + 8, left + side - 8)
        let (high, low) = (top + 19, top + side - 10)
        return switch pattern {
        case .sustainableDevelopment: (far, high, "end")
        case .abilityOriented: (far, low, "end")
        case .newborn: (near, low, "start")
        case .leaderOriented: (near, high, "start")
        }
    }

    private func quadrantNames() -> Markup {
        element("g", ["class": "quadrants"]) {
            for pattern in Pattern.allCases {
                for line in nameLines(pattern) {
                    text("quadrant \(Self.tint(.pattern(pattern)))", line.x, line.y, anchor: line.anchor) { line.words }
                }
            }
        }
    }

    private struct NameLine {
        let words: String
        let x: Double
        let y: Double
        let anchor: String
    }

    /// A name in as many lines as it takes not to cross the threshold.
    private func nameLines(_ pattern: Pattern) -> [NameLine] {
        let corner = Self.corner(of: pattern)
        let threshold = Self.x(report.ruleSet.ability.threshold)
        let room = (corner.anchor == "end" ? corner.x - threshold : threshold - corner.x) - 4
        var lines: [String] = []
        for word in Outcome.pattern(pattern).name(in: report.ruleSet)[language].split(separator: " ") {
            if let last = lines.last, Self.textWidth("\(last) \(word)") <= room {
                lines[lines.count - 1] = "\(last) \(word)"
            } else {
                lines.append(String(word))
            }
        }
        // Away from the corner: downwards at the top, upwards at the bottom.
        let isHigh = corner.y < Self.top + Self.side / 2
        let first = isHigh ? corner.y : corner.y - Double(lines.count - 1) * Self.nameHeight
        return lines.enumerated().map { index, words in
            NameLine(words: words, x: corner.x, y: first + Double(index) * Self.nameHeight, anchor: corner.anchor)
        }
    }

    private static let nameHeight = 15.0

    private var nameBoxes: [LabelPlacer.Box] {
        Pattern.allCases.flatMap(nameLines).map { line in
            let width = Self.textWidth(line.words)
            return LabelPlacer.Box(x: line.anchor == "end" ? line.x - width : line.x, y: line.y - 13, width: width, height: 17)
        }
    }

    /// An estimate that errs on the wide side; the browser sets the type.
    private static func textWidth(_ text: String) -> Double { Double(DisplayWidth.of(text)) * 7.6 }

    // MARK: - Points

    private func label(_ point: Point) -> String {
        point.codes.map(\.description).joined(separator: language == .chinese ? "、" : ", ")
    }

    /// The lines that span the values a contradiction leaves open, as thin boxes.
    private func ranges(_ points: [Point]) -> Markup {
        element("g", ["class": "ranges"]) {
            for box in points.flatMap(rangeBoxes) { rect(x: box.x, y: box.y, width: box.width, height: box.height) }
        }
    }

    private func rangeBoxes(_ point: Point) -> [LabelPlacer.Box] {
        var boxes: [LabelPlacer.Box] = []
        if let range = point.ability.range, range.lowerBound < range.upperBound {
            let (from, to) = (Self.x(range.lowerBound), Self.x(range.upperBound))
            boxes.append(.init(x: from, y: point.y - 0.6, width: to - from, height: 1.2))
        }
        if let range = point.trigger.range, range.lowerBound < range.upperBound {
            let (from, to) = (Self.y(range.upperBound), Self.y(range.lowerBound))
            boxes.append(.init(x: point.x - 0.6, y: from, width: 1.2, height: to - from))
        }
        return boxes
    }

    private func marks(_ points: [Point]) -> Markup {
        let dots = points.map { point in
            LabelPlacer.Box(
                x: point.x - Self.radius - 1, y: point.y - Self.radius - 1, width: 2 * Self.radius + 2,
                height: 2 * Self.radius + 2)
        }
        var placer = LabelPlacer(
            frame: LabelPlacer.Box(x: Self.left + 2, y: Self.top + 2, width: Self.side - 4, height: Self.side - 4),
            obstacles: dots + nameBoxes + points.flatMap(rangeBoxes))
        let labels = points.map { point in
            let width = Self.textWidth(label(point)) + 2
            return placer.place(.init(x: point.x, y: point.y, width: width, height: Self.labelHeight))
        }
        return element("g", ["class": "points"]) {
            for (point, place) in zip(points, labels) {
                let middle = (x: place.box.x + place.box.width / 2, y: place.box.y + place.box.height / 2)
                if place.distance > LabelPlacer.near {
                    line("leader", point.x, point.y, middle.x, middle.y)
                }
            }
            for (point, place) in zip(points, labels) {
                element(
                    "circle",
                    [
                        "class": "point \(Self.tint(point.outcome))\(point.isCertified ? " certified" : "")",
                        "cx": number(point.x), "cy": number(point.y), "r": number(Self.radius),
                    ])
                text(
                    "point-label", place.box.x + place.box.width / 2, place.box.y + place.box.height - 4, anchor: "middle"
                ) { label(point) }
            }
        }
    }

    /// The class that gives a pattern its colour, in the plot and in the tables.
    static func tint(_ outcome: Outcome) -> String {
        switch outcome {
        case .pattern(.sustainableDevelopment): "pattern-1"
        case .pattern(.abilityOriented): "pattern-2"
        case .pattern(.newborn): "pattern-3"
        case .pattern(.leaderOriented): "pattern-4"
        case .borderline: "borderline"
        case .insufficient: "insufficient"
        }
    }

    // MARK: - Shapes

    private func number(_ value: Double) -> String { value.scoreText }

    private func line(_ name: String, _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> Markup {
        element("line", ["class": name, "x1": number(x1), "y1": number(y1), "x2": number(x2), "y2": number(y2)])
    }

    private func rect(x: Double, y: Double, width: Double, height: Double) -> Markup {
        element("rect", ["x": number(x), "y": number(y), "width": number(width), "height": number(height)])
    }

    private func text(_ name: String, _ x: Double, _ y: Double, anchor: String, _ content: () -> String) -> Markup {
        element("text", ["class": name, "x": number(x), "y": number(y), "text-anchor": anchor]) { content() }
    }
}
