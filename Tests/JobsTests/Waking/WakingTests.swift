@testable import Jobs
import Postgres
import TestSupport
import Testing

/// Invariant 8: milliseconds for those who ring, the poll floor for those who do not, and nothing for a queue that is busy.
@Suite struct WakingTests {
    /// A caller in any language that only runs the SQL function and commits. The queue is parked, and nobody rings.
    @Test func aJobStartsWithinThePollFloorThoughNobodyRings() async throws {
        try await QueueHarness.run { queue in
            let ear = Ear(queue)
            try await ear.run {
                try await queue.process(queue.parts([Scripted { .effect(of: $0) }])) {
                    for number in 1...3 {
                        try await queue.wait(for: "the bell") { try await queue.bells() == 1 }
                        try await queue.run(
                            "select fieldwork_jobs.enqueue('scripted', '{}', null, 'default', 5::smallint, null, null, 5::smallint, null)"
                        )
                        try await queue.wait(for: "job \(number)") {
                            try await queue.count("select from fieldwork_store.effects") == number
                        }
                    }
                }
                #expect(try await ear.heardUntilNow(queue).isEmpty)
            }
        }
    }

    /// The poll is an hour away: only the ring can have started it. The caller is a portal's login.
    @Test func aRingStartsAParkedQueue() async throws {
        try await QueueHarness.run { queue in
            try await queue.run("create role ringer_\(queue.database.name) login in role fieldwork_portal")
            let portal = PostgresConfiguration(queue.database.conninfo(user: "ringer_\(queue.database.name)"))
            let parts = queue.parts([Scripted { .effect(of: $0) }]) { $0.pollFloor = .seconds(3600) }
            try await queue.process(parts) {
                for _ in 1...3 {
                    try await queue.wait(for: "the bell") { try await queue.bells() == 1 }
                    let job = try await queue.enqueue(Scripted.kind)
                    try await PostgresConnection.withConnection(portal, logger: .silent) { connection in
                        try await connection.executeScript("select fieldwork.wake_v1()")
                    }
                    try await queue.wait(for: job) { $0.state == "completed" }
                }
            }
            try await queue.run("drop role ringer_\(queue.database.name)")
        }
    }

    /// Between the last look and the bell there is a moment in which a job may come and its ring find no bell.
    @Test func aJobThatComesJustBeforeTheBellHangsIsFound() async throws {
        try await QueueHarness.run { queue in
            try await WireProxy.run(to: queue.database.server) { proxy in
                // Every statement takes a while, the hanging of the bell too.
                proxy.turn(.slow(milliseconds: 30))
                let parts = queue.parts([Scripted { .effect(of: $0) }], through: proxy) { $0.pollFloor = .seconds(3600) }
                try await queue.process(parts) {
                    for number in 1...15 {
                        try await queue.enqueue(Scripted.kind)
                        try await queue.run("select fieldwork.wake_v1()")
                        try await queue.wait(for: "job \(number)") {
                            try await queue.count("select from fieldwork_store.effects") == number
                        }
                    }
                }
            }
        }
    }

    /// Its transaction was open when others were claimed, so the floor has passed it; its own ring must find it all the same.
    @Test func aRingFindsAJobThatWasPassedBy() async throws {
        try await QueueHarness.run { queue in
            let parts = queue.parts([Scripted { .effect(of: $0) }]) { $0.pollFloor = .seconds(3600) }
            try await queue.process(parts) {
                try await queue.wait(for: "the bell") { try await queue.bells() == 1 }
                let enqueue =
                    "select fieldwork_jobs.enqueue('scripted', '{}', null, 'default', 5::smallint, null, null, 5::smallint, null)"
                try await queue.holding(enqueue) {
                    try await queue.enqueue(Scripted.kind)
                    try await queue.run("select fieldwork.wake_v1()")
                    try await queue.wait(for: "the one that overtakes") {
                        try await queue.count("select from fieldwork_store.effects") == 1
                    }
                    try await queue.wait(for: "the bell") { try await queue.bells() == 1 }
                }
                try await queue.run("select fieldwork.wake_v1()")
                try await queue.wait(for: "the one passed by") {
                    try await queue.count("select from fieldwork_store.effects") == 2
                }
            }
        }
    }

    @Test func nobodyRingsForABusyQueueNorInsideTheEnqueue() async throws {
        try await QueueHarness.run { queue in
            let gate = Gate()
            let parts = queue.parts([Scripted.waiting(at: gate) { .effect(of: $0) }]) { $0.concurrency = 1 }
            let ear = Ear(queue)
            try await ear.run {
                try await queue.process(parts) {
                    try await queue.enqueue(Scripted.kind)
                    await gate.untilReached()
                    try await queue.wait(for: "the bell to be down") { try await queue.bells() == 0 }
                    _ = try await ear.heardUntilNow(queue)
                    for _ in 1...20 {
                        try await queue.enqueue(Scripted.kind) { $0.queue = "busy" }
                        try await queue.run("select fieldwork.wake_v1('default')")
                    }
                    #expect(try await ear.heardUntilNow(queue).isEmpty)
                    gate.open()
                    // Parked, it is rung for, once for each time somebody asks.
                    try await queue.wait(for: "the bell") { try await queue.bells() == 1 }
                    try await queue.run("select fieldwork.wake_v1('default')")
                    #expect(try await ear.heardUntilNow(queue) == ["default"])
                }
            }
        }
    }

    /// At once: the loop does not wait for its next poll.
    @Test func aBellIsGoneWithItsConnectionAndHungAgainWithTheNext() async throws {
        try await QueueHarness.run { queue in
            let parts = queue.parts([Scripted { .effect(of: $0) }]) { $0.pollFloor = .seconds(3600) }
            try await queue.process(parts) {
                try await queue.wait(for: "the bell") { try await queue.bells() == 1 }
                try await queue.run(
                    """
                    select pg_terminate_backend(pid) from pg_locks
                    where locktype = 'advisory' and classid = 1179079767 and mode = 'ExclusiveLock'
                        and database = (select oid from pg_database where datname = current_database())
                    """)
                try await queue.wait(for: "a new connection") { await parts.doorbell.isListening }
                try await queue.wait(for: "the bell") { try await queue.bells() == 1 }
            }
        }
    }

    /// A silent connection is found out by its own notification that does not come back.
    @Test func aHalfOpenListenerIsRebuilt() async throws {
        try await QueueHarness.run { queue in
            try await WireProxy.run(to: queue.database.server) { proxy in
                let doorbell = Doorbell(
                    configuration: queue.configuration(proxy), pool: queue.pool, bells: Bells(queues: ["default"]),
                    probeInterval: .milliseconds(200), logger: .silent, events: JobEvents(logger: queue.log.logger))
                try await withThrowingTaskGroup { group in
                    group.addTask { try await doorbell.run() }
                    try await queue.wait(for: "a connection") { await doorbell.isListening }
                    proxy.turn(.silent)
                    try await queue.wait(for: "its loss to be seen") { await !doorbell.isListening }
                    proxy.turn(.fair)
                    try await queue.wait(for: "another") { await doorbell.isListening }
                    group.cancelAll()
                }
            }
        }
    }
}

extension QueueHarness {
    /// How many bells hang in this database.
    fileprivate func bells() async throws -> Int {
        try await count(
            """
            select from pg_locks where locktype = 'advisory' and classid = 1179079767 and mode = 'ExclusiveLock' and granted
                and database = (select oid from pg_database where datname = current_database())
            """)
    }
}
