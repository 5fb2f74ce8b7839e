extension Report {
    static let heading = row(
        "scenario", ["jobs", "fault s", "lost", "recov'd", "jobs/s", "back s", "lease+"], "verdict")

    /// One line of a table, 80 columns at most.
    var line: String {
        guard obstacle == nil else { return Self.row(scenario, [], verdict) }
        return Self.row(
            scenario,
            [
                "\(jobs)", Self.number(faultSeconds), "\(lost)", "\(recovered)", "\(Int(rate.rounded()))",
                rateBackAfter.map(Self.number) ?? "never", recoveryAfterLease.map(Self.number) ?? "–",
            ], verdict)
    }

    /// One line of JSON; what is not known is null.
    var json: String {
        let fields: [(String, String)] = [
            ("scenario", Self.quoted(scenario)), ("verdict", Self.quoted(verdict.lowercased())),
            ("obstacle", obstacle.map(Self.quoted) ?? "null"), ("jobs", "\(jobs)"), ("lost", "\(lost)"),
            ("recovered", "\(recovered)"), ("fault_seconds", Self.number(faultSeconds)), ("jobs_per_second", Self.number(rate)),
            ("rate_back_after", rateBackAfter.map(Self.number) ?? "null"),
            ("recovery_after_lease", recoveryAfterLease.map(Self.number) ?? "null"),
            ("violations", "[" + violations.map { Self.quoted($0.description) }.joined(separator: ",") + "]"),
        ]
        return "{" + fields.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
    }

    private static func row(_ name: String, _ cells: [String], _ verdict: String) -> String {
        let widths = [6, 7, 5, 7, 6, 6, 7]
        let padded = zip(cells.isEmpty ? widths.map { _ in "" } : cells, widths).map { cell, width in
            String(repeating: " ", count: max(0, width - cell.count)) + cell
        }
        let name = name + String(repeating: " ", count: max(0, 20 - name.count))
        return "\(name)\(padded.joined(separator: " "))  \(verdict)"
    }

    private static func number(_ value: Double) -> String {
        let hundredths = Int((abs(value) * 100).rounded())
        let decimals = hundredths % 100
        return "\(value < 0 ? "-" : "")\(hundredths / 100).\(decimals < 10 ? "0" : "")\(decimals)"
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
    }
}
