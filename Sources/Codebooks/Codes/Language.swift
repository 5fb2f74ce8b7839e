/// The languages a codebook is written in and a person is shown.
package enum Language: String, Sendable, CaseIterable, Codable {
    case chinese = "zh"
    case english = "en"
}
