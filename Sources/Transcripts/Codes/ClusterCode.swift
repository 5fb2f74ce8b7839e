/// A cluster's code: region letter and number, `Q1` or `S2`.
package struct ClusterCode: Hashable, Sendable, Codable {
    /// No study numbers its clusters further; a longer number is a typing error.
    package static let largestNumber = 9999

    package let region: String
    package let number: Int

    package init(region: String, number: Int) {
        self.region = region
        self.number = number
    }

    /// Reads `Q1`, `ｑ１` or `Q1：` against the study's regions.
    package init(parsing text: some StringProtocol, codes: StudyCodes) throws(CodeProblem) {
        let parts = try CodeGrammar(codes: codes).parts(of: CodeGrammar.halfWidth(text))
        guard parts.role == nil else { throw .notACluster }
        self = parts.cluster
    }
}

extension ClusterCode: CustomStringConvertible, Comparable {
    package var description: String { "\(region)\(number)" }

    package static func < (a: Self, b: Self) -> Bool { (a.region, a.number) < (b.region, b.number) }
}
