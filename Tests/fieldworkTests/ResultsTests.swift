import Foundation
import Postgres
import Reports
import TestSupport
import Testing

@Suite("fieldwork documents, codings, clusters and recode")
struct ResultsTests {
    @Test("list the documents with where they stand")
    func documents() async throws {
        try await TestStudy.coded { study in
            #expect(
                try await study.expect("documents", "--language", "zh") == """
                    編號  研究   群聚  受訪者  類別      狀態    建議  檔名
                    ----  -----  ----  ------  --------  ------  ----  ---------------
                       3  pilot  P1    P1L     逐字稿    退回       0  fake.docx
                       2  pilot  Q1            期末報告  已編碼     5  final.md
                       1  pilot  Q1    Q1L     逐字稿    已編碼     7  訪談 王小明.txt

                    """)
            let reports = try JSON.list(
                try await study.expect("documents", "list", "--type", "final-report", "--cluster", "q1", "--json"))
            #expect(reports.map { $0["id"] as? Int } == [2])
            #expect(try await study.expect("documents", "--status", "received") == "No documents.\n")
        }
    }

    @Test("say why a document was refused, in the language asked for, and what to mind about others")
    func document() async throws {
        try await TestStudy.coded { study in
            var fieldwork = study.fieldwork
            fieldwork.columns = 60
            let english = try await fieldwork("documents", "show", "3").output
            #expect(
                english.hasPrefix(
                    """
                    Document     3 fake.docx
                    Status       refused
                    Reason       The name ends in .docx, but the content is not
                                 of that format. Renaming does not convert a
                                 file: open it in the program it came from and
                                 save it in the right format.
                    Study        pilot

                    """), "\(english)")
            let json = try JSON.object(try await study.expect("documents", "show", "3", "--json"))
            #expect(json["problem"] as? String == "document.format-mismatch" && json["status"] as? String == "refused")
            #expect((json["message"] as? [String: String])?["zh"]?.hasPrefix("副檔名是 .docx") == true)

            let coded = try await fieldwork("documents", "show", "1").output.masked
            #expect(
                coded.hasSuffix(
                    """

                    Coded by
                    Codebook         Coder    Suggestions  Time
                    ---------------  -------  -----------  -------------------
                    gau-dualities 1  rules 1            5  0000-00-00 00:00:00
                    lin-patterns 1   rules 1            2  0000-00-00 00:00:00

                    """), "\(coded)")
            let missing = try await study.fieldwork("documents", "show", "99")
            #expect(missing.status == 65 && missing.errors == "fieldwork: there is no document 99. See `fieldwork documents`.\n")
        }
    }

    @Test("show what to mind about a document")
    func notices() async throws {
        try await TestStudy.imported { study in
            try study.write("我們一起採購，大家輪流開會。\n", to: "無標記.txt")
            try await study.expect(
                "enqueue", study.path("無標記.txt"), "--study", "pilot", "--cluster", "Q1", "--type", "transcript")
            try await Workers.drain(study.database.conninfo)
            #expect(
                try await study.expect("documents", "show", "1", "--language", "zh").contains(
                    """

                    請留意
                    次數  說明
                    ----  ------------------------------------------------
                       1  找不到說話者標記：所有段落都視為受訪內容。

                    """.replacing("------------------------------------------------", with: String(repeating: "-", count: 42))))
            let json = try JSON.object(try await study.expect("documents", "show", "1", "--json"))
            #expect((json["notices"] as? [[String: Any]])?.first?["code"] as? String == "no-speaker-labels")
        }
    }

    @Test("call off a document that waits, and none that is done")
    func cancelDocument() async throws {
        try await TestStudy.prepared { study in
            try await study.expect("study", "import", study.path("study.yaml"), "--with-documents")
            #expect(try await study.fieldwork("documents", "cancel", "1").status == 64)
            #expect(try await study.expect("documents", "cancel", "1", "--yes") == "Document 1 is called off.\n")
            try await Workers.drain(study.database.conninfo)
            let done = try await study.fieldwork("documents", "cancel", "2", "--yes", "--language", "zh")
            #expect(done.status == 65)
            #expect(done.errors == "fieldwork: document.finished: 文件已處理完畢，無法取消。\n")
            #expect(try await study.expect("documents", "--status", "cancelled", "--json").contains(#""id": 1,"#))
        }
    }

    @Test("list suggestions word for word, by document, code and flag")
    func codings() async throws {
        try await TestStudy.coded { study in
            let denied = try JSON.list(try await study.expect("codings", "--flag", "negated", "--json"))
            #expect(denied.map { $0["code"] as? String } == ["cooperation", "new-technology"])
            #expect(denied.allSatisfy { $0["quotation"] as? String == "我們從來沒有合作過網路行銷。" })
            let cooperation = try JSON.list(
                try await study.expect("codings", "--study", "pilot", "--cluster", "Q1", "--code", "cooperation", "--json"))
            #expect(cooperation.map { $0["participant"] as? String } == ["Q1L", "Q1L"])
            #expect(try JSON.list(try await study.expect("codings", "--document", "2", "--json")).count == 5)
            #expect(try await study.expect("codings", "--cluster", "P1") == "No suggestions.\n")

            let table = try await study.expect("codings", "--document", "1", "--code", "cooperation", "--language", "zh")
            #expect(
                table.replacing(/(?m)^ *\d+/, with: "   #") == """
                    編號  文件  誰   編碼  信心  標記  引文
                    ----  ----  ---  ----  ----  ----  ------------------------------------
                       #     1  Q1L  合作  0.60        我們會一起採購原料，設備也互相借用。
                       #     1  Q1L  合作  0.24  否定  我們從來沒有合作過網路行銷。

                    編碼器：rules 1

                    """)
        }
    }

    @Test("list clusters with their patterns, and show the words behind them")
    func clusters() async throws {
        try await TestStudy.coded { study in
            #expect(
                try await study.expect("clusters") == """
                    Cluster  Pattern                Ability  Trigger  Basis        Experts
                    -------  ---------------------  -------  -------  -----------  -------
                    P1       not classified yet
                    Q1       Insufficient evidence        –     2.00  provisional  –

                    To mind
                    Q1  Too few indicators on the axis “Trigger” rest on interview or observation. \
                    Too few indicators are known on the axis “Ability”.

                    """)
            let story = try await study.expect("clusters", "show", "q1", "--study", "pilot", "--language", "zh")
            #expect(story.hasPrefix("群聚      Q1 茶\n成員      12\n文件      2\n型態      證據不足\n依據      暫定\n"))
            #expect(
                story.contains(
                    """

                    行銷  0.00
                    證據  分數        誰   引文
                    ----  ----  ----  ---  ----------------------------
                    訪談  0.00  支持  Q1L  我們從來沒有合作過網路行銷。

                    品牌  未知

                    """), "\(story)")
            let json = try JSON.object(try await study.expect("clusters", "show", "Q1", "--json"))
            let marketing = (json["indicators"] as? [[String: Any]])?.first { $0["indicator"] as? String == "marketing" }
            let cells = marketing?["cells"] as? [[String: Any]]
            let quotations = (cells?.first?["supporting"] as? [[String: Any]])?.compactMap { $0["quotation"] as? String }
            #expect(Set(quotations ?? []) == ["我們從來沒有合作過網路行銷。"])
            #expect(
                try await study.fieldwork("clusters", "show", "Q7").errors
                    == "fieldwork: study 'pilot' has no cluster Q7. It has: P1, Q1.\n")
        }
    }

    @Test("load experts' ratings, all or none")
    func rate() async throws {
        try await TestStudy.coded { study in
            try study.write("rater,cluster,pattern\n甲,Q1,Ⅱ\n乙,q1,II\n", to: "ratings.csv")
            #expect(try await study.expect("clusters", "rate", "--from", study.path("ratings.csv")) == "Loaded 2 ratings.\n")
            try await Workers.drain(study.database.conninfo)
            #expect(try await study.expect("clusters").contains("provisional  agree on II (2)\n"))

            try study.write("rater,cluster,pattern\n甲,Q1,I\n乙,Q9,V\n", to: "ratings.csv")
            let outcome = try await study.fieldwork("clusters", "rate", "--from", study.path("ratings.csv"))
            #expect(outcome.status == 65)
            #expect(
                outcome.errors == """
                    fieldwork: '\(study.folder)ratings.csv' has 2 to mend:
                    3:1: cluster: no cluster of the study; expected one of P1, Q1 [unknown-cluster]
                    3:1: pattern: expected one of I, II, III, IV [unknown-word]

                    """)
            let missing = try await study.fieldwork("clusters", "rate", "--from", study.path("none.csv"))
            #expect(missing.status == 66)
        }
    }

    @Test("code again what is asked, and ask first where decisions would no longer count")
    func recode() async throws {
        try await TestStudy.coded { study in
            #expect(try await study.expect("recode", "--study", "pilot") == "2 to be coded again.\n")
            try await Workers.drain(study.database.conninfo)
            try await study.database.withConnection { connection in
                try await connection.executeScript(
                    """
                    select fieldwork.review_suggestion_v1(id, 'accepted') from fieldwork.suggestions
                    where document_id = 1 order by id limit 1
                    """)
            }
            let unasked = try await study.fieldwork("recode", "--study", "pilot", "--document", "1")
            #expect(unasked.status == 64)
            #expect(
                unasked.errors == """
                    fieldwork: there is no terminal to ask at: Reviewers' decisions on 1 suggestions will no longer count. Say \
                    --yes to do it.

                    """)
            #expect(try await study.expect("recode", "--study", "pilot", "--document", "2") == "1 to be coded again.\n")
            #expect(try await study.expect("recode", "--study", "pilot", "--cluster", "Q1", "--yes") == "2 to be coded again.\n")
            let refused = try await study.fieldwork("recode", "--study", "pilot", "--document", "3")
            #expect(refused.status == 65)
            #expect(
                refused.errors
                    == "fieldwork: study 'pilot' has no document 3 whose text is read. See `fieldwork documents`.\n")
            try await Workers.drain(study.database.conninfo)
            #expect(try JSON.list(try await study.expect("codings", "--document", "1", "--json")).count == 7)
        }
    }

    /// Everything that lists or shows, once for people and once for programs.
    private static let views = [
        ["status"], ["study", "list"], ["jobs"], ["jobs", "show", "1"], ["documents"], ["documents", "show", "1"],
        ["documents", "show", "3"], ["codings"], ["clusters"], ["clusters", "show", "Q1"], ["codebook", "list"],
        ["codebook", "show", "lin-patterns"], ["codebook", "show", "lin-patterns", "leader-arranges-meetings"],
    ]

    @Test("fit 80 columns in both languages, and are one JSON document in the same order each time")
    func views() async throws {
        try await TestStudy.coded { study in
            for view in Self.views {
                for language in ["zh", "en"] {
                    var fieldwork = study.fieldwork
                    (fieldwork.columns, fieldwork.language) = (80, language)
                    let outcome = try await fieldwork.run(view)
                    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(view): \(outcome.errors)")
                    for line in outcome.output.split(separator: "\n") {
                        #expect(DisplayWidth.of(line) <= 80, "\(view): \(line)")
                        #expect(!line.contains("\u{1B}") && line.last != " ", "\(view): \(line)")
                    }
                }
                let first = try await study.fieldwork.run(view + ["--json"])
                let second = try await study.fieldwork.run(view + ["--json", "--language", "zh"])
                _ = try JSONSerialization.jsonObject(with: Data(first.output.utf8))
                #expect(first.output == second.output && first.status == 0, "\(view)")
            }
        }
    }
}
