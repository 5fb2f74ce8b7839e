package import Jobs

extension JobCatalog {
    /// The kinds of jobs Fieldwork has. A new kind is a folder beside this file and a line here.
    package static func fieldwork(extractor: DocumentExtractor) -> JobCatalog {
        JobCatalog([
            ProcessDocument(extractor: extractor),
            CodeTranscript(),
            ClassifyCluster(),
        ])
    }
}
