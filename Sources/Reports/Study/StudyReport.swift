package import Clusters
package import SourceFiles

/// All that a report shows, gathered by whoever asks for it. Reports look nothing up and know no clock.
package struct StudyReport: Sendable {
    package let title: LocalizedText
    /// The study is an invented example; the report says so and draws nothing from it.
    package let isSample: Bool
    package let ruleSet: RuleSet
    /// In the order they are to be shown.
    package let clusters: [ClusterReport]
    package let documents: [DocumentReport]
    package let manifest: Manifest

    package init(
        title: LocalizedText, isSample: Bool, ruleSet: RuleSet, clusters: [ClusterReport], documents: [DocumentReport],
        manifest: Manifest
    ) {
        self.title = title
        self.isSample = isSample
        self.ruleSet = ruleSet
        self.clusters = clusters
        self.documents = documents
        self.manifest = manifest
    }
}
