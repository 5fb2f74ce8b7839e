package import Transcripts

/// Reads experts' ratings from a CSV file with the columns `rater`, `cluster`, `pattern` and, if wanted, `comment`, in any
/// order. Problems name line and column and never what stands there: a rating file holds names and opinions.
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
            note("not-utf-8", line: nil, nil, "expected UTF-8 text; save the file as CSV UTF-8")
            return []
        }
        let rows: [CSV.Row]
        do {
            rows = try CSV.rows(text)
        } catch {
            note(error.fault.rawValue, line: error.line, nil, "the quotes do not match; double a quote inside a field")
            return []
        }
        guard let header = rows.first, let columns = columns(header) else {
            if rows.isEmpty { note("empty", line: nil, nil, "expected a first line with rater, cluster, pattern") }
            return []
        }
        var seen: [ClusterCode: Set<String>] = [:]
        return rows.dropFirst().compactMap { row in
            guard let rating = rating(row, columns) else { return nil }
            if !seen[rating.cluster, default: []].insert(rating.rater).inserted {
                note("duplicate", line: row.line, .cluster, "this rater has rated \(rating.cluster) on an earlier line; keep one")
            }
            return rating
        }
    }

    /// Which field holds which column.
    private mutating func columns(_ header: CSV.Row) -> [Column: Int]? {
        var columns: [Column: Int] = [:]
        let before = problems.count
        for (index, field) in header.fields.enumerated() {
            guard let column = Column(rawValue: Self.folded(field).lowercased()) else {
                note(
                    "unknown-column", line: header.line, nil,
                    "column \(index + 1) is none of \(Column.allCases.map(\.rawValue).joined(separator: ", "))")
                continue
            }
            if columns.updateValue(index, forKey: column) != nil {
                note("duplicate", line: header.line, column, "this column stands twice")
            }
        }
        for column in Column.required where columns[column] == nil {
            note("missing-column", line: header.line, column, "this column is missing from the first line")
        }
        return problems.count == before ? columns : nil
    }

    private mutating func rating(_ row: CSV.Row, _ columns: [Column: Int]) -> ExpertRating? {
        guard row.fields.count == columns.count else {
            note("wrong-count", line: row.line, nil, "expected \(columns.count) fields, found \(row.fields.count)")
            return nil
        }
        let field = { (column: Column) in columns[column].map { Self.folded(row.fields[$0]) } ?? "" }
        let rater = field(.rater)
        if rater.isEmpty { note("empty", line: row.line, .rater, "expected the rater's name or sign") }
        let cluster = clusters[field(.cluster).uppercased()]
        if cluster == nil {
            note("unknown-cluster", line: row.line, .cluster, "no cluster of the study; expected one of \(expected)")
        }
        let pattern = Self.pattern(field(.pattern))
        if pattern == nil { note("unknown-pattern", line: row.line, .pattern, "expected I, II, III or IV") }
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

    /// Without blanks around it, full-width letters and digits as half-width ones.
    private static func folded(_ field: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in field.unicodeScalars {
            let isFullWidth = ("\u{FF01}"..."\u{FF5E}").contains(scalar)
            scalars.append(isFullWidth ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar)
        }
        let text = String(scalars)
        let start = text.firstIndex { !$0.isWhitespace } ?? text.endIndex
        let end = text.lastIndex { !$0.isWhitespace }.map { text.index(after: $0) } ?? start
        return String(text[start..<end])
    }

    private mutating func note(_ code: String, line: Int?, _ column: Column?, _ message: String) {
        let path = column.map { "column \($0.rawValue)" } ?? ""
        problems.append(FileProblem(code: code, line: line, path: path, message: message))
    }
}
