import TestSupport
import Testing

@Suite("fieldwork limits")
struct LimitTests {
    @Test("sets, lists, changes and removes a limit")
    func limits() async throws {
        try await TestStudy.prepared { study in
            let slip = try await study.fieldwork("limits", "set", "--queue", "defualt", "--allowed", "1")
            #expect(slip.status == 65 && slip.errors == "fieldwork: there is no queue 'defualt'. There is: default.\n")
            for wrong in [["--allowed", "1"], ["--queue", "default", "--allowed", "0"]] {
                #expect(try await study.fieldwork.run(["limits", "set"] + wrong).status == 64)
            }
            let none = try await study.expect("limits")
            #expect(none == "No limits.\n")
            for (scope, said) in [
                (["--queue", "default"], "jobs of queue default: 4 at once.\n"),
                (["--kind", "code_transcript"], "jobs of kind code_transcript: 4 at once.\n"),
                (
                    ["--queue", "default", "--kind", "code_transcript", "--per-partition"],
                    "jobs of kind code_transcript in queue default, each partition: 4 at once.\n"
                ),
            ] {
                let outcome = try await study.fieldwork.run(["limits", "set", "--allowed", "4"] + scope)
                #expect(outcome.status == 0 && outcome.output == said, "\(outcome)")
            }
            let changed = try await study.expect("limits", "set", "--queue", "default", "--allowed", "2", "--language", "zh")
            #expect(changed == "佇列「default」的工作：同時最多執行 2 件。\n")
            let list = try JSON.list(try await study.expect("limits", "list", "--json"))
            #expect(list.map { $0["allowed"] as? Int } == [2, 4, 4])
            #expect(list.map { $0["perPartition"] as? Bool } == [false, true, false])
            let gone = try await study.expect("limits", "remove", "--queue", "default")
            #expect(gone == "jobs of queue default: no limit any more.\n")
            let again = try await study.fieldwork("limits", "remove", "--queue", "default")
            #expect(again.status == 65)
        }
    }
}
