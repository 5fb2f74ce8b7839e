/// Puts labels beside their points so that no label covers another label, a point or what else is in the way. The same
/// points in the same order always give the same places.
struct LabelPlacer {
    struct Box: Hashable {
        var x: Double
        var y: Double
        var width: Double
        var height: Double

        func overlaps(_ other: Box) -> Bool {
            x < other.x + other.width && other.x < x + width && y < other.y + other.height && other.y < y + height
        }

        func isInside(_ other: Box) -> Bool {
            x >= other.x && y >= other.y && x + width <= other.x + other.width && y + height <= other.y + other.height
        }
    }

    struct Label {
        let x: Double
        let y: Double
        let width: Double
        let height: Double
    }

    let frame: Box
    private var taken: [Box]

    init(frame: Box, obstacles: [Box]) {
        self.frame = frame
        taken = obstacles
    }

    /// Right of the point first, where a reader looks; then around it, then further out.
    private static let directions: [(x: Double, y: Double)] = [
        (1, 0), (0.8, -0.7), (0.8, 0.7), (-1, 0), (-0.8, -0.7), (-0.8, 0.7), (0, -1), (0, 1),
    ]

    /// Beyond this distance a label no longer seems to belong to its point, and a line leads to it.
    static let near = 11.0

    /// The box of a label for a point, which nothing placed later will cover. Where the frame is full, it is the place
    /// nearest to the point.
    mutating func place(_ label: Label) -> (box: Box, distance: Double) {
        let distances = [Self.near] + stride(from: 20, through: max(frame.width, frame.height), by: 8)
        for distance in distances {
            for direction in Self.directions {
                let box = Self.box(label, direction, distance)
                guard box.isInside(frame), !taken.contains(where: box.overlaps) else { continue }
                taken.append(box)
                return (box, distance)
            }
        }
        let box = Self.box(label, Self.directions[0], Self.near)
        taken.append(box)
        return (box, Self.near)
    }

    private static func box(_ label: Label, _ direction: (x: Double, y: Double), _ distance: Double) -> Box {
        // The label's edge, not its middle, keeps the distance to the point.
        let middleX = label.x + direction.x * (distance + label.width / 2 * abs(direction.x).rounded())
        let middleY = label.y + direction.y * (distance + label.height / 2 * abs(direction.y).rounded())
        return Box(x: middleX - label.width / 2, y: middleY - label.height / 2, width: label.width, height: label.height)
    }
}
