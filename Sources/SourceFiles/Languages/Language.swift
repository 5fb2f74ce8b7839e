/// The languages Fieldwork's files are written in and a person is shown.
package enum Language: String, Sendable, CaseIterable, Codable {
    case chinese = "zh"
    case english = "en"
}
