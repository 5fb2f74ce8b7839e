import TestSupport
import Testing

@Suite("fieldwork queues")
struct QueueTests {
    @Test("pauses a queue, lists it and lets it go on")
    func pause() async throws {
        try await TestStudy.prepared { study in
            try await study.expect("study", "import", study.path("study.yaml"), "--with-documents")
            let slip = try await study.fieldwork("queues", "pause", "defualt")
            #expect(slip.status == 65 && slip.errors == "fieldwork: there is no queue 'defualt'. There is: default.\n")
            for (verb, said) in [
                ("resume", "Queue default was not paused."), ("pause", "Queue default is paused."),
                ("pause", "Queue default was paused already."),
            ] {
                let output = try await study.expect("queues", verb, "default")
                #expect(output == said + "\n")
            }
            let list = try await study.expect("queues").masked
            #expect(
                list.contains("default          0      3        0      0  0000-00-00 00:00:00  0000-00-00 00:00:00"), "\(list)")
            let json = try JSON.list(try await study.expect("queues", "list", "--json"))
            #expect(json.map { $0["available"] as? Int } == [3])
            let resumed = try await study.expect("queues", "resume", "default")
            #expect(resumed == "Queue default goes on.\n")
            try await Workers.drain(study.database.conninfo)
            let idle = try await study.expect("queues", "--language", "zh")
            #expect(idle.hasPrefix("佇列"), "a queue that was once decided about is still listed")
        }
    }
}
