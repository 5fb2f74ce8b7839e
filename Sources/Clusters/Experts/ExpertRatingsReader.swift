package import SourceFiles
package import Transcripts

/// Reads experts' ratings from a CSV file with the columns `rater`, `cluster`, `pattern` and, if wanted, `comment`, in any
/// order. Problems name line and column, and never what stands there: a rating file holds names and opinions.
package struct ExpertRatingsReader {
    private let clusters: [String: ClusterCode]
    private let expected: String
    private var problems: [FileProblem] = []

    /// - Parameter clusters: The clusters of the study.
    package static func read(
        _ csv: [UInt8], clusters: some Sequence<ClusterCode>
    ) throws(FileProblems) -> [ExpertRating] {
        var reader = ExpertRatingsReader(clusters: clusters.sorted())
        let ratings = reader.ratings(csv)
        guard reader.problems.isEmpty else { throw FileProblems(reader.problems) }
        return ratings
    }

    private init(clusters: [ClusterCode]) {
        self.clusters = Dictionary(clusters.map { ($0.description, $0) }) { first, _ in first }
        expected = clusters.map(\.description).joined(separator: ", ")
    }

    private enum Column: String, CaseIterable {
        case rater, cluster, pattern, comment

        static let required: [Column] = [.rater, .cluster, .pattern]
    }

    private mutating func ratings(_ csv: [UInt8]) -> [ExpertRating] {
        guard let text = String(validating: csv, as: UTF8.self) else {
            report(.notCSV, "expected UTF-8: save the file as CSV UTF-8")
            return []
        }
        let rows: [CSV.Row]
        do {
            rows = try CSV.rows(text)
        } catch {
            report(
                .notCSV, line: error.line, "not CSV: \(error.fault.rawValue); quote a whole field, and double a quote inside it")
            return []
        }
        guard let header = rows.first, let columns = columns(header) else {
            if rows.isEmpty { report(.notCSV, "expected a first line with rater, cluster, pattern; found an empty file") }
            return []
        }
        var lines: [ClusterCode: [String: Int]] = [:]
        return rows.dropFirst().compactMap { row in
            guard let rating = rating(row, columns) else { return nil }
            if let line = lines[rating.cluster]?[rating.rater] {
                report(
                    .duplicateID, line: row.line, in: .cluster, "this rater has rated \(rating.cluster) on line \(line); keep one"
                )
            } else {
                lines[rating.cluster, default: [:]][rating.rater] = row.line
            }
            return rating
        }
    }

    /// Which field holds which column.
    private mutating func columns(_ header: CSV.Row) -> [Column: Int]? {
        var columns: [Column: Int] = [:]
        let before = problems.count
        for (index, field) in header.fields.enumerated() {
            guard let column = Column(rawValue: CodeGrammar.halfWidth(field).lowercased()) else {
                let known = Column.allCases.map(\.rawValue).joined(separator: ", ")
                report(.unknownKey, line: header.line, "expected the columns \(known); column \(index + 1) is none of them")
                continue
            }
            if columns.updateValue(index, forKey: column) != nil {
                report(.duplicateKey, line: header.line, in: column, "this column stands twice; keep one")
            }
        }
        for column in Column.required where columns[column] == nil {
            report(.missingKey, line: header.line, in: column, "this column is missing from the first line")
        }
        return problems.count == before ? columns : nil
    }

    private mutating func rating(_ row: CSV.Row, _ columns: [Column: Int]) -> ExpertRating? {
        guard row.fields.count == columns.count else {
            report(.wrongCount, line: row.line, "expected \(columns.count) fields, found \(row.fields.count)")
            return nil
        }
        let field = { (column: Column) in columns[column].map { String(CodeGrammar.halfWidth(row.fields[$0])) } ?? "" }
        let rater = field(.rater)
        if rater.isEmpty { report(.emptyText, line: row.line, in: .rater, "expected the rater's name or sign, found nothing") }
        let cluster = clusters[field(.cluster).uppercased()]
        if cluster == nil {
            report(.unknownCluster, line: row.line, in: .cluster, "no cluster of the study; expected one of \(expected)")
        }
        let pattern = Self.pattern(field(.pattern))
        if pattern == nil { report(.unknownWord, line: row.line, in: .pattern, "expected one of I, II, III, IV") }
        guard !rater.isEmpty, let cluster, let pattern else { return nil }
        let comment = columns[.comment].map { row.fields[$0] } ?? ""
        return ExpertRating(
            rater: rater, cluster: cluster, pattern: pattern, comment: comment.allSatisfy(\.isWhitespace) ? nil : comment)
    }

    /// The Roman numeral in letters or as the one character that Chinese input methods write.
    private static func pattern(_ text: String) -> Pattern? {
        switch text {
        case "Ⅰ", "ⅰ": .sustainableDevelopment
        case "Ⅱ", "ⅱ": .abilityOriented
        case "Ⅲ", "ⅲ": .newborn
        case "Ⅳ", "ⅳ": .leaderOriented
        default: Pattern(rawValue: text.uppercased())
        }
    }

    private mutating func report(
        _ kind: FileProblem.Kind, line: Int = 1, in column: Column? = nil, _ message: String
    ) {
        let position = SourcePosition(line: line, column: 1)
        problems.append(FileProblem(kind, at: position, path: column.map { [$0.rawValue] } ?? [], message))
    }
}
