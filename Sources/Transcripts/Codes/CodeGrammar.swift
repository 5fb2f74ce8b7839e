/// The one grammar of cluster and participant codes: region letters, number, role letters.
///
/// Read against a study's own letters, in either case and width; a `:` or `：` behind is taken off. What is returned
/// has the study's own spelling, so that printing it and reading it again gives the same value.
package struct CodeGrammar {
    /// A code taken apart; no role where none was written.
    struct Parts {
        let cluster: ClusterCode
        let role: String?
    }

    /// Longer letters than this are a word, and are not repeated in an error.
    private static let longestLetters = 3

    let codes: StudyCodes

    /// Reads half-width text without title.
    func parts(of text: Substring) throws(CodeProblem) -> Parts {
        let text = Self.withoutColon(text)
        guard !text.isEmpty else { throw .empty }
        let regionLetters = text.prefix { $0.isLetter }
        let digits = text.dropFirst(regionLetters.count).prefix { $0.isASCII && $0.isNumber }
        let roleLetters = text.dropFirst(regionLetters.count + digits.count)
        guard roleLetters.allSatisfy(\.isLetter), regionLetters.count <= Self.longestLetters,
            roleLetters.count <= Self.longestLetters
        else { throw .notACode }

        guard !regionLetters.isEmpty else { throw digits.isEmpty ? .notACode : .noRegion(known: knownRegions) }
        guard let region = Self.spelling(of: regionLetters, among: codes.regions) else {
            // `QL` lacks its number; `ZL` has more wrong with it.
            let begins = codes.regions.contains { regionLetters.lowercased().hasPrefix($0.lowercased()) }
            if digits.isEmpty && begins { throw .noNumber }
            throw .unknownRegion(String(regionLetters), known: knownRegions)
        }
        guard !digits.isEmpty else { throw .noNumber }
        guard let number = Int(digits), (1...ClusterCode.largestNumber).contains(number) else { throw .numberOutOfRange }
        let cluster = ClusterCode(region: region, number: number)
        guard !roleLetters.isEmpty else { return Parts(cluster: cluster, role: nil) }
        guard let role = Self.spelling(of: roleLetters, among: codes.roles.keys) else {
            throw .unknownRole(String(roleLetters), known: knownRoles)
        }
        return Parts(cluster: cluster, role: role)
    }

    var knownRegions: [String] { codes.regions.sorted() }
    var knownRoles: [String] { codes.roles.keys.sorted() }

    /// Full-width forms made half-width, blanks at the ends taken off.
    package static func halfWidth(_ text: some StringProtocol) -> Substring {
        Substring(String(scalars: text.unicodeScalars.lazy.map(\.halfWidth))).trimmingBlanks
    }

    static func withoutColon(_ text: Substring) -> Substring {
        text.last == ":" ? text.dropLast().trimmingBlanks : text
    }

    private static func spelling(of letters: Substring, among known: some Collection<String>) -> String? {
        known.contains(String(letters)) ? String(letters) : known.sorted().first { $0.lowercased() == letters.lowercased() }
    }
}
