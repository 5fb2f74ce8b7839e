@testable import Coding
import TestSupport
import Testing

@Suite("Automaton")
struct AutomatonTests {
    @Test("finds what a naive search finds", arguments: SeededGenerator.seeds)
    func naive(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let letters = ["a", "b", "c", "合", "作", "台", "中"]
        let needles = Array(Set((0..<40).map { _ in random.text(of: letters, counts: 1...5) })).sorted().map { Array($0.utf8) }
        let automaton = Automaton(needles, numbers: needles.indices.map { Int32($0) })
        for _ in 0..<20 {
            let text = Array(random.text(of: letters + ["x", "é", "，"], counts: 1...80).utf8)
            var expected: [[Int32]] = []
            for end in 1...text.count {
                let found = needles.indices.filter { text[..<end].suffix(needles[$0].count).elementsEqual(needles[$0]) }
                expected.append(found.sorted { needles[$0].count > needles[$1].count }.map { Int32($0) })
            }
            #expect(hits(of: automaton, in: text) == expected)
        }
    }

    @Test("bytes of no needle lead back to the start")
    func foreign() {
        let automaton = Automaton([Array("ab".utf8)], numbers: [0])
        #expect(hits(of: automaton, in: Array("a-b ab".utf8)) == [[], [], [], [], [], [0]])
    }

    @Test("an automaton of nothing finds nothing")
    func nothing() {
        #expect(hits(of: Automaton([], numbers: []), in: Array("abc".utf8)) == [[], [], []])
    }

    /// The needles that end after each byte.
    private func hits(of automaton: Automaton, in text: [UInt8]) -> [[Int32]] {
        var state: UInt32 = 0
        return text.map { byte in
            state = automaton.table.start[Int(state) + Int(automaton.columns.start[Int(byte)])]
            if state < automaton.firstAccepting { return [] }
            return Array(automaton.needles.view[Int32((Int(state) - Int(automaton.firstAccepting)) / automaton.width)])
        }
    }
}
