package import Postgres
import SourceFiles

/// A job as a line of a file describes it.
package struct ImportedJob: Sendable, Hashable {
    package var kind: String
    /// A JSON object.
    package var arguments = "{}"
    package var studyID: Int64?
    package var queue = "default"
    package var priority: Int16 = 5
    /// When it may run; nil for at once.
    package var scheduledAt: PostgresTimestamp?
    package var uniqueKey: String?
    package var maxAttempts: Int16 = 5
    package var traceContext: String?
    /// Nil for the study's own.
    package var partitionKey: String?

    package init(kind: String) { self.kind = kind }

    var partition: String { partitionKey ?? studyID.map(String.init) ?? "" }
}

/// What the fields of a line mean on this database.
struct ImportContext: Sendable {
    /// The studies' ids by their codes.
    let studies: [String: Int64]
    /// The database's clock.
    let now: PostgresTimestamp
}

extension ImportedJob {
    private static let fields = [
        "kind", "arguments", "queue", "priority", "study", "unique_key", "delay", "scheduled_at", "max_attempts", "traceparent",
        "partition_key",
    ]

    /// Reads one line.
    ///
    /// - Throws: what is wrong with it first.
    init(line: some Collection<UInt8>, _ context: ImportContext) throws(ImportProblem.Reason) {
        let object: JSONObject
        do {
            object = try JSONObject(line)
        } catch {
            throw .notJSON(error)
        }
        var values: [String: JSONObject.Value] = [:]
        for (name, value) in object.fields {
            guard Self.fields.contains(name) else { throw .unknownField(name, known: Self.fields) }
            guard values.updateValue(value, forKey: name) == nil else { throw .twice(name) }
        }
        let reader = FieldReader(values: values)
        guard let kind = try reader.text("kind", 1...100) else { throw .missing("kind") }
        self.init(kind: kind)
        if let arguments = try reader.object("arguments") { self.arguments = arguments }
        queue = try reader.text("queue", 1...100) ?? queue
        priority = try reader.integer("priority", 0...9) ?? priority
        maxAttempts = try reader.integer("max_attempts", 1...32_767) ?? maxAttempts
        partitionKey = try reader.text("partition_key", 0...100)
        if let code = try reader.text("study", 1...100) {
            guard let id = context.studies[code] else { throw .unknownStudy(code) }
            studyID = id
        }
        if let key = try reader.text("unique_key", 1...200) {
            // The study's own, as everywhere: it meets no other study's and none of the system's.
            uniqueKey = studyID.map { "study:\($0):\(key)" } ?? key
        }
        if let trace = try reader.text("traceparent", 55...55) {
            guard Self.isTraceparent(trace) else { throw .wrong("traceparent", .traceparent) }
            traceContext = trace
        }
        guard values["delay"] == nil || values["scheduled_at"] == nil else { throw .both("delay", "scheduled_at") }
        var due = try reader.time("scheduled_at")
        if let delay = try reader.delay("delay") {
            due = PostgresTimestamp(microsecondsSince2000: context.now.microsecondsSince2000 + delay * 1_000_000)
        }
        if let due, due > context.now { scheduledAt = due }
    }

    /// As the function fieldwork_jobs.is_traceparent has it.
    private static func isTraceparent(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let isHex = parts.allSatisfy {
            $0.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || UInt8(ascii: "a")...UInt8(ascii: "f") ~= $0 }
        }
        return isHex && parts.map(\.utf8.count) == [2, 32, 16, 2] && parts[0] != "ff"
            && parts[1].contains { $0 != "0" } && parts[2].contains { $0 != "0" }
    }
}
