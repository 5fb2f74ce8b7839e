/// Something wrong with the configuration: where, and what to do about it.
struct SettingsProblem: Error, CustomStringConvertible, Equatable {
    let place: String
    let words: String

    init(place: String, _ words: String) {
        self.place = place
        self.words = words
    }

    var description: String { "\(place): \(words)" }
}
