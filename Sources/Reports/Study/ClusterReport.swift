package import Clusters
package import SourceFiles
package import Transcripts

/// One cluster with its assessment and the evidence it points to.
package struct ClusterReport: Sendable {
    package let code: ClusterCode
    package let commodity: LocalizedText?
    package let members: Int?
    package let assessment: Assessment
    /// At least the pieces that ``assessment`` names by id.
    package let evidence: [Evidence]
    package let sensitivity: Sensitivity?
    /// The experts' ratings of this cluster, for their remarks.
    package let ratings: [ExpertRating]

    package init(
        code: ClusterCode, commodity: LocalizedText?, members: Int?, assessment: Assessment, evidence: [Evidence],
        sensitivity: Sensitivity?, ratings: [ExpertRating]
    ) {
        self.code = code
        self.commodity = commodity
        self.members = members
        self.assessment = assessment
        self.evidence = evidence
        self.sensitivity = sensitivity
        self.ratings = ratings
    }
}
