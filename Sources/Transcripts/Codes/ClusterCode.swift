/// A cluster's code: region letter and number, `Q1` or `S2`.
package struct ClusterCode: Hashable, Sendable, Codable {
    package let region: String
    package let number: Int

    package init(region: String, number: Int) {
        self.region = region
        self.number = number
    }
}

extension ClusterCode: CustomStringConvertible, Comparable {
    package var description: String { "\(region)\(number)" }

    package static func < (a: Self, b: Self) -> Bool { (a.region, a.number) < (b.region, b.number) }
}
