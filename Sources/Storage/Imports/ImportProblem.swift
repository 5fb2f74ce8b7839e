package import SourceFiles

/// What is wrong with a line of a file of jobs: what was expected there, and what came.
package struct ImportProblem: Sendable {
    /// Counted from 1.
    package let line: Int
    package let reason: Reason

    package enum Reason: Error, Sendable {
        case notJSON(JSONProblem)
        case tooLong(limit: Int)
        case unknownField(String, known: [String])
        case twice(String)
        case missing(String)
        case both(String, String)
        case wrong(String, Expectation)
        case unknownStudy(String)
        /// The database's own judgement.
        case argumentsTooLarge
        /// Fieldwork's own kinds take a reference to something of their study.
        case unknownReference(kind: String)
    }

    package enum Expectation: Sendable {
        case text(ClosedRange<Int>)
        case integer(ClosedRange<Int16>)
        case object, delay, time, traceparent
    }
}

extension ImportProblem.Reason {
    package var message: LocalizedText {
        switch self {
        case .notJSON(let problem):
            LocalizedText(
                zh: "第 \(problem.column) 個位元組應為\(problem.expected.zh)",
                en: "expected \(problem.expected.en) at byte \(problem.column)")
        case .tooLong(let limit):
            LocalizedText(
                zh: "這一行超過 \(limit) 位元組；參數只放編號，不放內容", en: "is longer than \(limit) bytes; arguments are ids, not contents")
        case .unknownField(let name, let known):
            LocalizedText(
                zh: "沒有「\(Self.brief(name))」這個欄位；可用的欄位：\(known.joined(separator: "、"))",
                en: "there is no field \"\(Self.brief(name))\"; there is: \(known.joined(separator: ", "))")
        case .twice(let name): LocalizedText(zh: "欄位 \(name) 出現兩次", en: "\(name) is there twice")
        case .missing(let name): LocalizedText(zh: "缺少欄位 \(name)", en: "\(name) is missing")
        case .both(let one, let other):
            LocalizedText(zh: "\(one) 與 \(other) 只能擇一", en: "give \(one) or \(other), not both")
        case .wrong(let name, let expectation):
            LocalizedText(zh: "\(name) 應為\(expectation.name.zh)", en: "\(name): expected \(expectation.name.en)")
        case .unknownStudy(let code):
            LocalizedText(zh: "沒有研究「\(Self.brief(code))」", en: "there is no study \"\(Self.brief(code))\"")
        case .argumentsTooLarge:
            LocalizedText(
                zh: "arguments 超過 8192 位元組；參數只放編號，不放內容", en: "arguments: more than 8192 bytes; they are ids, not contents")
        case .unknownReference(let kind):
            LocalizedText(
                zh: "\(kind) 的 arguments 應為其研究中的文件或群聚，例如 {\"document\": 12}、{\"cluster\": 3}",
                en: "arguments: \(kind) takes one document or cluster of its study, as {\"document\": 12} or {\"cluster\": 3}")
        }
    }

    /// What the file says, cut so that a line of rubbish does not fill the screen.
    private static func brief(_ text: String) -> String { text.count > 40 ? text.prefix(40) + "…" : text }
}

extension ImportProblem.Expectation {
    fileprivate var name: LocalizedText {
        switch self {
        case .text(let length) where length.lowerBound == length.upperBound:
            LocalizedText(zh: " \(length.upperBound) 個字元的文字", en: "a text of \(length.upperBound) characters")
        case .text(let length):
            LocalizedText(
                zh: " \(length.lowerBound) 至 \(length.upperBound) 個字元的文字",
                en: "a text of \(length.lowerBound) to \(length.upperBound) characters")
        case .integer(let range):
            LocalizedText(
                zh: " \(range.lowerBound) 至 \(range.upperBound) 的整數",
                en: "a whole number from \(range.lowerBound) to \(range.upperBound)")
        case .object: LocalizedText(zh: "物件，例如 {\"document\": 12}", en: "an object, such as {\"document\": 12}")
        case .delay: LocalizedText(zh: "秒數，或 \"15m\"、\"2h\"、\"7d\"", en: "seconds, or \"15m\", \"2h\", \"7d\"")
        case .time:
            LocalizedText(zh: "時間，例如 2027-01-31T08:00:00+08:00", en: "a time, such as 2027-01-31T08:00:00+08:00")
        case .traceparent: LocalizedText(zh: " W3C traceparent", en: "a W3C traceparent")
        }
    }
}
