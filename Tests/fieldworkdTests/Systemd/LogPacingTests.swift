import Testing

@testable import fieldworkd

@Suite struct LogPacingTests {
    @Test(
        "the first line at once, then at most one a second, then ever more rarely down to one a minute, with what was left out counted"
    )
    func pacing() {
        var pacing = LogPacing()
        let start = ContinuousClock.now
        var lines: [Int] = []
        var suppressed = 0
        for tenth in 0...3000 where pacing.isDue(at: start + .milliseconds(100 * tenth)) {
            lines.append(tenth)
            suppressed += pacing.takeSuppressed()
        }
        #expect(lines == [0, 10, 30, 70, 150, 310, 630, 1230, 1830, 2430])
        #expect(suppressed == 2430 - 9)
    }
}
