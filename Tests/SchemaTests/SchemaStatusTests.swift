import Schema
import Testing

@Suite struct `The status of a schema` {
    let one = Migration("0001_one", sql: "1")
    let two = Migration("0002_two", sql: "2")
    let adding = Migration("0003_pre_three", sql: "3")
    let dropping = Migration("0003_post_three", sql: "3")
    let changing = Migration("0003_three", sql: "3")

    @Test func `is current when all was applied that the program brings`() {
        #expect(status([one, two], known: [one, two]) == .current(version: 2))
    }

    @Test func `is absent before the first migration`() {
        let status = status([], known: [one, two])
        #expect(status == .absent(needed: 2))
        #expect(status.description.contains("Run `fieldwork migrate`"))
    }

    @Test func `is too old when something is missing, at the end or between`() {
        #expect(status([one], known: [one, two]) == .tooOld(found: 1, needed: 2))
        #expect(status([one, changing], known: [one, two, changing]) == .tooOld(found: 3, needed: 3))
        #expect(status([one, two], known: [one, two, adding]) == .tooOld(found: 2, needed: 3))
        #expect(status([one], known: [one, two]).description.contains("Run `fieldwork migrate`"))
    }

    @Test func `is too new when the next release changed or dropped something`() {
        for next in [changing, dropping] {
            let status = status([one, two, next], known: [one, two])
            #expect(status == .tooNew(found: 3, known: 2))
            #expect(status.description.contains("Upgrade the program"))
        }
    }

    @Test func `stays current for the release before while the next one only adds`() {
        #expect(status([one, two, adding], known: [one, two]) == .current(version: 3))
    }

    @Test func `is current while its own dropping migrations wait for the release before to go`() {
        #expect(status([one, two], known: [one, two, dropping]) == .current(version: 2))
    }

    @Test func `says when an applied migration was edited, whatever else is amiss`() {
        let edited = Migration("0001_one", sql: "1 and more")
        let status = status([one, changing], known: [edited, two])
        #expect(status == .changed(version: 1, name: "0001_one"))
        #expect(status.description.contains("put changes into a new migration"))
    }

    private func status(_ applied: [Migration], known: [Migration]) -> SchemaStatus {
        SchemaStatus(
            applied: applied.map {
                AppliedMigration(version: $0.version, name: $0.name, checksum: $0.checksum, isBreaking: $0.phase != .pre)
            }, known: known)
    }
}
