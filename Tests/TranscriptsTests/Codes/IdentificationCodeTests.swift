import TestSupport
import Testing

@testable import Transcripts

@Suite("Identification codes")
struct IdentificationCodeTests {
    let codes = StudyCodes(regions: ["O", "P", "Q", "W", "Y"], roles: ["L": "leader", "S": "senior member"])

    @Test(
        "A participant's code is read in every form transcripts use",
        arguments: [
            ("Q1L", "Q1L"), ("Ｑ１Ｌ：", "Q1L"), ("Ms. P1L", "P1L"), ("Mr Q12S:", "Q12S"), ("q1l", "Q1L"), ("　W3S ", "W3S"),
            ("Q1L先生", "Q1L"), ("Ｍｓ．Ｐ１Ｌ：", "P1L"), ("Q01L", "Q1L"), ("mrs. O2L", "O2L"),
        ])
    func reads(text: String, code: String) throws {
        #expect(try ParticipantCode(parsing: text, codes: codes).description == code)
    }

    @Test("The title is kept beside the code and is no part of it")
    func titles() throws {
        let ms = try IdentificationLabel(parsing: "Ms. P1L：", codes: codes)
        let mr = try IdentificationLabel(parsing: "P1L 先生", codes: codes)
        #expect(ms.title == .ms)
        #expect(mr.title == .mr)
        #expect(ms.participant == mr.participant)
        #expect(try IdentificationLabel(parsing: "P1L", codes: codes).title == nil)
        #expect(ms.description == "Ms. P1L")
    }

    @Test(
        "What is refused says why",
        arguments: [
            ("Z1L", CodeProblem.unknownRegion("Z", known: ["O", "P", "Q", "W", "Y"])),
            ("Q1X", .unknownRole("X", known: ["L", "S"])), ("QL", .noNumber),
            ("ZL", .unknownRegion("ZL", known: ["O", "P", "Q", "W", "Y"])), ("Q", .noNumber),
            ("1L", .noRegion(known: ["O", "P", "Q", "W", "Y"])),
            ("Q1", .noRole(known: ["L", "S"])), ("", .empty), ("：", .empty), ("Q0L", .numberOutOfRange),
            ("Q99999L", .numberOutOfRange),
            ("Q123456789012345678901234567890L", .numberOutOfRange), ("Q1L王○○", .notACode), ("hello 1 world", .notACode),
        ])
    func refuses(text: String, problem: CodeProblem) {
        #expect(throws: problem) { try ParticipantCode(parsing: text, codes: codes) }
    }

    @Test("A cluster's code has the same grammar without a role")
    func clusters() throws {
        #expect(try ClusterCode(parsing: "Ｑ１：", codes: codes) == ClusterCode(region: "Q", number: 1))
        #expect(throws: CodeProblem.notACluster) { try ClusterCode(parsing: "Q1L", codes: codes) }
        #expect(throws: CodeProblem.unknownRegion("Z", known: ["O", "P", "Q", "W", "Y"])) {
            try ClusterCode(parsing: "Z1", codes: codes)
        }
    }

    @Test("A study's letters may be several, Chinese, or lower case")
    func otherLetters() throws {
        let codes = StudyCodes(regions: ["北", "EA", "x"], roles: ["長": "leader", "member": "member", "M": "m"])
        #expect(try ParticipantCode(parsing: "北3長", codes: codes).description == "北3長")
        #expect(try ParticipantCode(parsing: "ea7m", codes: codes).description == "EA7M")
        #expect(try ClusterCode(parsing: "X2", codes: codes).description == "x2")
    }

    @Test("Every problem has a code of its own and says something in both languages")
    func messages() {
        let problems: [CodeProblem] = [
            .empty, .notACode, .noRegion(known: ["Q"]), .unknownRegion("Z", known: ["Q"]), .noNumber, .numberOutOfRange,
            .noRole(known: ["L"]), .unknownRole("X", known: ["L"]), .notACluster,
        ]
        #expect(Set(problems.map(\.code)).count == problems.count)
        for problem in problems {
            #expect(!problem.message.zh.isEmpty && !problem.message.en.isEmpty)
        }
        #expect(
            CodeProblem.unknownRegion("Z", known: ["P", "Q"]).message.en == "This study has no region Z; its regions are P, Q.")
    }

    @Test("Printing a code and reading it gives the same code")
    func roundTrip() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let cluster = ClusterCode(
                region: random.pick(codes.regions.sorted()), number: Int.random(in: 1...ClusterCode.largestNumber, using: &random)
            )
            let participant = ParticipantCode(cluster: cluster, role: random.pick(["L", "S"]))
            let label = IdentificationLabel(participant: participant, title: random.pick([nil, .mr, .ms]))
            #expect(try ClusterCode(parsing: cluster.description, codes: codes) == cluster, "seed \(seed)")
            #expect(try IdentificationLabel(parsing: label.description, codes: codes) == label, "seed \(seed)")
        }
    }

    @Test("Garbage is refused or read, never fatal, and what is read prints as a code")
    func garbage() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "Q", "q", "1", "９", "Ｌ", "L", "S", ":", "：", " ", "　", "Mr.", "先生", "é", "e\u{301}", "👩‍🌾", "\u{0}", "\n", "王",
            "\u{200D}", ".",
        ]
        for _ in 0..<5_000 {
            let text = random.text(of: pieces, counts: 0...8)
            guard let code = try? ParticipantCode(parsing: text, codes: codes) else { continue }
            #expect(try ParticipantCode(parsing: code.description, codes: codes) == code, "seed \(seed)")
        }
    }
}
