import Codebooks
import Coding
import Testing
import Transcripts

/// What the shipped codebooks make of the traps of the two studies.
@Suite("Shipped codebooks")
struct ShippedCodebookTests {
    static let gau = coder("gau-dualities")
    static let lin = coder("lin-patterns")

    @Test("lint has nothing to say but notes", arguments: CodebookLibrary.entries.map(\.name))
    func lint(name: String) throws {
        let document = try #require(CodebookLibrary.entry(named: name)).read()
        #expect(ExampleLint.warnings(for: document).filter { $0.kind != .note }.map(\.description) == [])
    }

    @Test("an able leader is ability, not trigger")
    func ableLeader() {
        for sentence in ["會長自己的公司做得很成功，他的管理能力很強。", "The chair runs a very successful company of her own."] {
            let anchors = anchors(sentence)
            #expect(anchors.contains("management 2 leader"), "\(sentence)")
            #expect(!anchors.contains { $0.hasPrefix("leader") }, "\(sentence): \(anchors)")
        }
    }

    @Test("a cluster taken as the own firm's or association's achievement is 0 for the leader")
    func ownAchievement() {
        for sentence in [
            "理事長把這個群聚當成協會自己的業績。", "群聚的成果最後都算在他公司的成績裡面。",
            "He counts the cluster's results as his own company's performance.",
            "The results of the cluster are reported in the name of the association.",
        ] {
            #expect(anchors(sentence).contains("leader 0 leader"), "\(sentence): \(anchors(sentence))")
            #expect(!anchors(sentence).contains("leader 2 leader"), "\(sentence): \(anchors(sentence))")
        }
    }

    @Test("ideas without action are no trigger")
    func ideas() {
        for sentence in ["會長有很多想法，可是一直沒有去做。", "The leader is full of ideas, but nothing came of them."] {
            #expect(anchors(sentence).contains("leader 0 leader"), "\(sentence): \(anchors(sentence))")
            #expect(!anchors(sentence).contains("leader 2 leader"), "\(sentence): \(anchors(sentence))")
        }
    }

    @Test("enthusiasm of the whole cluster is the cluster's")
    func enthusiasm() {
        for sentence in ["整個群聚都很熱情，每一家都很投入。", "The whole cluster is enthusiastic and everyone pitches in."] {
            #expect(anchors(sentence).contains("member-needs 2 cluster"), "\(sentence): \(anchors(sentence))")
        }
    }

    @Test("a denial turns evidence of an ability into evidence against it")
    func denial() {
        #expect(anchors("我們有自己的品牌。").contains("brand 2 members"))
        #expect(anchors("我們沒有自己的品牌。").contains("brand 0 members"))
        #expect(!anchors("我們沒有自己的品牌。").contains("brand 2 members"))
        #expect(anchors("We do not have a website.").contains("information-technology 0 members"))
    }

    @Test("ICT and non-ICT ability are told apart")
    func ict() throws {
        let codebook = try #require(CodebookLibrary.entry(named: "lin-patterns")).read().codebook
        func ancestors(_ id: String) -> [String] {
            codebook[id]?.parent.map { [$0] + ancestors($0) } ?? []
        }
        for code in codebook.codes {
            switch code.anchor?.indicator {
            case "information-technology": #expect(ancestors(code.id).contains("ict-ability"), "\(code.id)")
            case "management", "product-design", "marketing", "brand":
                #expect(ancestors(code.id).contains("non-ict-ability"), "\(code.id)")
            case .some: #expect(ancestors(code.id).contains("trigger"), "\(code.id)")
            case nil: #expect(code.cues.isEmpty, "\(code.id) is evidence and has no anchor")
            }
        }
    }

    @Test("both poles of a duality are found in one sentence, each for itself")
    func poles() {
        let found = Self.gau.suggestions(for: Speech("我們會競爭，可是也會合作。").transcript).map(\.code)
        #expect(found.contains("competition"))
        #expect(found.contains("cooperation"))
        #expect(found.contains("tension-and-cooperation"))
    }

    /// Anchors of unflagged suggestions.
    private func anchors(_ sentence: String) -> [String] {
        Self.lin.suggestions(for: Speech(sentence).transcript).filter(\.flags.isEmpty).compactMap { suggestion in
            Self.linCodebook[suggestion.code]?.anchor.map { "\($0.indicator) \($0.value) \($0.subject.rawValue)" }
        }
    }

    private static let linCodebook = codebook("lin-patterns")
    private static func coder(_ name: String) -> RuleCoder { RuleCoder(codebook: codebook(name)) }
    private static func codebook(_ name: String) -> Codebook {
        guard let codebook = try? CodebookLibrary.entry(named: name)?.read().codebook else {
            preconditionFailure("the library has \(name), and it can be read")
        }
        return codebook
    }
}
