import EmbeddedPostgres
import Jobs

enum ScenarioCatalog {
    static let all: [any Scenario] =
        deaths + [
            FrozenWorker(),
            ServerRestart(mode: .fast),
            ServerRestart(mode: .immediate),
            LostSessions(),
            Promotion(isSynchronous: true),
            Promotion(isSynchronous: false),
            Pooler(),
            Exhaustion(),
            ShiftedClocks(),
            HalfOpenLink(),
            FullDisk(),
        ]

    #if DEBUG
        private static let deaths: [any Scenario] = FaultPoint.allCases.map { DeathAtPoint(point: $0) }
    #else
        private static let deaths: [any Scenario] = []
    #endif
}
