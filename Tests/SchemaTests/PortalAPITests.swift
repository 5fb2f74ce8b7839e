import Postgres
import TestSupport
import Testing

/// The SQL functions as a portal calls them, by logins that are members of fieldwork_portal only.
@Suite struct PortalAPITests {
    @Test func theSameBytesAreTheSameDocumentAndAnotherStudyLearnsNothing() async throws {
        try await withPortal { portal in
            try await portal.createStudy("alpha", as: portal.anna)
            try await portal.createStudy("beta", as: portal.bo)
            let first = try await portal.submit("alpha", "Q1", [1, 2, 3], as: portal.anna)
            let again = try await portal.submit("alpha", "Q1", [1, 2, 3], as: portal.anna)
            #expect(first.isNew && !again.isNew && first.document == again.document)
            let elsewhere = try await portal.submit("beta", "Q1", [1, 2, 3], as: portal.bo)
            #expect(elsewhere.isNew && elsewhere.document != first.document)
            let another = try await portal.submit("alpha", "Q1", [1, 2, 3], type: "proposal", as: portal.anna)
            #expect(another.isNew)
        }
    }

    @Test func aPortalSeesItsOwnStudiesOnly() async throws {
        try await withPortal { portal in
            try await portal.createStudy("alpha", as: portal.anna)
            let document = try await portal.submit("alpha", "Q1", [1], as: portal.anna).document
            for view in ["studies", "clusters", "participants", "documents", "jobs"] {
                #expect(try await portal.count(view, as: portal.anna) == 1, "\(view), the owner's")
                #expect(try await portal.count(view, as: portal.bo) == 0, "\(view), a stranger's")
            }
            await #expect(throws: FieldworkRefusal("FW107")) { try await portal.status(document, as: portal.bo) }
            await #expect(throws: FieldworkRefusal("FW107")) { try await portal.cancel(document, as: portal.bo) }
            await #expect(throws: FieldworkRefusal("FW101")) { _ = try await portal.submit("alpha", "Q1", [1], as: portal.bo) }
            #expect(try await portal.status(document, as: portal.anna) == "received")
        }
    }

    @Test func everyRefusalHasItsCode() async throws {
        try await withPortal { portal in
            let anna = portal.anna
            try await portal.createStudy("alpha", as: anna)
            await #expect(throws: FieldworkRefusal("FW110")) { try await portal.createStudy("alpha", as: portal.bo) }
            await #expect(throws: FieldworkRefusal("FW102")) { _ = try await portal.submit("alpha", "Q9", [1], as: anna) }
            await #expect(throws: FieldworkRefusal("FW103")) {
                _ = try await portal.submit("alpha", "Q1", [1], participant: "Q1S", as: anna)
            }
            await #expect(throws: FieldworkRefusal("FW104")) {
                _ = try await portal.submit("alpha", "Q1", [1], type: "poem", as: anna)
            }
            await #expect(throws: FieldworkRefusal("FW105")) { _ = try await portal.submit("alpha", "Q1", [], as: anna) }
            await #expect(throws: FieldworkRefusal("FW106")) {
                _ = try await portal.submit("alpha", "Q1", Array(repeating: 7, count: 50_000_001), as: anna)
            }
            await #expect(throws: FieldworkRefusal("FW109")) { try await portal.createCluster("alpha", "Z1", as: anna) }
            await #expect(throws: FieldworkRefusal("FW111")) { try await portal.enqueue("'alpha', 'process_document'", as: anna) }
            let document = try await portal.submit("alpha", "Q1", [1], as: anna).document
            try await portal.cancel(document, as: anna)
            await #expect(throws: FieldworkRefusal("FW108")) { try await portal.cancel(document, as: anna) }
        }
    }

    @Test func aStudyIsTakenWholeOrNotAtAll() async throws {
        try await withPortal { portal async throws in
            let good = [
                "code": "'alpha'", "title_zh": "'研究'", "title_en": "'study'", "regions": "'{Q}'",
                "roles": #"'{"L": {"zh": "召集人"}}'"#,
                "codebooks": "'{c}'", "rule_set": "'r'", "time_zone": "'Asia/Taipei'",
            ]
            for (argument, value, refusal) in [
                ("code", "null", "FW109"), ("code", "'Alpha'", "FW109"), ("regions", "'{Q,null}'", "FW109"),
                ("title_zh", "null", "FW117"), ("title_en", "null", "FW117"), ("roles", "null", "FW118"),
                ("roles", #"'{"L": "leader"}'"#, "FW118"), ("roles", #"'{"L": {"en": 1}}'"#, "FW118"),
                ("roles", #"'{"leader": {}}'"#, "FW118"), ("time_zone", "null", "FW119"),
                ("time_zone", "'Asia/Atlantis'", "FW119"),
                ("codebooks", "'{c,c}'", "FW120"), ("codebooks", "'{c,null}'", "FW112"), ("rule_set", "null", "FW113"),
            ] {
                let arguments = good.merging([argument: value]) { $1 }.map { "\($0) => \($1)" }.joined(separator: ", ")
                await #expect(throws: FieldworkRefusal(refusal), "\(argument) => \(value)") {
                    try await portal.ask("select fieldwork.create_study_v1(\(arguments))", as: portal.anna)
                }
            }
            #expect(try await portal.count("studies", as: portal.admin) == 0)
        }
    }

    @Test func aKeyIsTheStudysOwn() async throws {
        try await withPortal { portal in
            try await portal.createStudy("alpha", as: portal.anna)
            try await portal.createStudy("beta", as: portal.bo)
            let hers = try await portal.ask("select id from fieldwork.clusters", as: portal.anna)
            let his = try await portal.ask("select id from fieldwork.clusters", as: portal.bo)
            let key = "unique_key => 'cluster:\(his)', delay => '30 days'"
            let blocking = "'alpha', 'classify_cluster', '{\"cluster\": \(hers)}', \(key)"
            let first = try await portal.enqueue(blocking, as: portal.anna)
            #expect(try await portal.enqueue(blocking, as: portal.anna) == first)
            let second = try await portal.enqueue("'beta', 'classify_cluster', '{\"cluster\": \(his)}', \(key)", as: portal.bo)
            let third = try await portal.ask(
                "select fieldwork_store.request_classification(study_id, id) from fieldwork_store.clusters where id = \(his)")
            #expect(Set(["\(first)", "\(second)", third]).count == 3)
            #expect(try await portal.ask("select string_agg(id::text, ' ') from fieldwork.jobs", as: portal.anna) == "\(first)")
            await #expect(throws: FieldworkRefusal("FW102")) {
                try await portal.enqueue("'alpha', 'classify_cluster', '{\"cluster\": \(his)}'", as: portal.anna)
            }
        }
    }

    @Test func aPortalsJobsStandInLineWithEverybodys() async throws {
        try await withPortal { portal in
            try await portal.createStudy("alpha", as: portal.anna)
            let cluster = try await portal.ask("select id from fieldwork.clusters", as: portal.anna)
            let job = "'alpha', 'classify_cluster', '{\"cluster\": \(cluster)}'"
            for (option, refusal) in [
                ("queue => 'fast'", "FW124"), ("priority => 4", "FW125"), ("priority => 10", "FW125"),
                ("priority => 40000", "FW125"),
                ("delay => '30 days 1 second'", "FW126"), ("delay => '-1 second'", "FW126"), ("max_attempts => 0", "FW127"),
                ("max_attempts => 11", "FW127"), ("unique_key => repeat('k', 201)", "FW128"), ("trace_context => 'abc'", "FW129"),
                ("trace_context => '00-00000000000000000000000000000000-00f067aa0ba902b7-01'", "FW129"),
            ] {
                await #expect(throws: FieldworkRefusal(refusal), "\(option)") {
                    try await portal.enqueue("\(job), \(option)", as: portal.anna)
                }
            }
            let trace = "trace_context => '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'"
            let utmost = "priority => 9, delay => '30 days', max_attempts => 10, unique_key => repeat('鍵', 200), \(trace)"
            try await portal.enqueue("\(job), \(utmost)", as: portal.anna)
            let adminsOwn = "queue => 'fast', priority => 0, delay => '10 years', max_attempts => 32767"
            try await portal.enqueue("'alpha', 'another_kind', '{}', \(adminsOwn)", as: portal.admin)
            await #expect(throws: FieldworkRefusal("FW125")) {
                try await portal.enqueue("\(job), priority => 10", as: portal.admin)
            }
        }
    }

    /// A settlement locks its job and then the document. Calling off waits for the job first, and so holds nothing that the
    /// settlement needs.
    @Test func callingOffADocumentNeverWaitsForASettlementThatWaitsForIt() async throws {
        try await withPortal { portal in
            try await portal.createStudy("alpha", as: portal.anna)
            let document = try await portal.submit("alpha", "Q1", [1], as: portal.anna).document
            try await portal.database.withConnection { settlement in
                try await settlement.executeScript("begin; select from fieldwork_jobs.jobs for update")
                async let calledOff = refusal(of: { try await portal.cancel(document, as: portal.anna) })
                try await portal.untilSomebodyWaits()
                try await settlement.executeScript("select from fieldwork_store.documents for update nowait")
                try await settlement.executeScript("update fieldwork_store.documents set status = 'coded'; commit")
                let refusal = try await calledOff
                #expect(refusal == FieldworkRefusal("FW108"))
            }
            #expect(
                try await portal.ask("select state from fieldwork_jobs.jobs") == "available", "the refusal undoes the cancelling")
        }
    }

    private func refusal(of call: @Sendable () async throws -> Void) async throws -> FieldworkRefusal? {
        do {
            try await call()
            return nil
        } catch let refusal as FieldworkRefusal {
            return refusal
        }
    }
}
