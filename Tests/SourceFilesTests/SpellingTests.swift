import Testing

@testable import SourceFiles

@Suite("Spelling")
struct SpellingTests {
    private let known = ["http.port", "jobs.lease", "log.format", "log.level"]

    @Test(
        "a slip of the fingers finds the word that was meant",
        arguments: [
            ("http.prot", "http.port"), ("jobs.leese", "jobs.lease"), ("log.formt", "log.format"), ("lo.level", "log.level"),
        ])
    func nearest(word: String, meant: String) {
        #expect(Spelling.nearest(to: word, among: known) == meant)
    }

    @Test("what is like nothing known has no nearest word", arguments: ["smtp.password", "x", "", "log"])
    func nothingNear(word: String) {
        #expect(Spelling.nearest(to: word, among: known) == nil)
    }

    @Test(
        "the distance counts insertions, deletions, substitutions and swaps of neighbours",
        arguments: [("", "", 0), ("", "ab", 2), ("ab", "ba", 1), ("kitten", "sitting", 3), ("abcd", "abdc", 1), ("ca", "abc", 3)])
    func distance(first: String, second: String, expected: Int) {
        #expect(Spelling.distance(first, second) == expected)
        #expect(Spelling.distance(second, first) == expected)
    }
}
