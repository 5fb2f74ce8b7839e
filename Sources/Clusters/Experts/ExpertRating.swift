package import Transcripts

/// Where one expert places one cluster, given blind to the other experts and to the machine.
package struct ExpertRating: Sendable, Hashable, Codable {
    package let rater: String
    package let cluster: ClusterCode
    package let pattern: Pattern
    /// The expert's remark; a person's words, shown in reports and never in errors or logs.
    package let comment: String?

    package init(rater: String, cluster: ClusterCode, pattern: Pattern, comment: String? = nil) {
        self.rater = rater
        self.cluster = cluster
        self.pattern = pattern
        self.comment = comment
    }
}
