extension Double {
    /// Scores are compared with two decimals, as they are shown: 1.35 is 1.35, however it was added up.
    package var roundedToHundredth: Double { (self * 100).rounded() / 100 }

    /// A score as it is printed: two decimals, a point in both languages.
    package var scoreText: String {
        let hundredths = Int((magnitude * 100).rounded())
        let decimals = hundredths % 100
        return "\(self < 0 && hundredths > 0 ? "-" : "")\(hundredths / 100).\(decimals < 10 ? "0" : "")\(decimals)"
    }
}
