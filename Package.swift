// swift-tools-version: 6.2
import PackageDescription

// The modules and the arrows between them are drawn in docs/architecture.md. An import that is not an arrow there
// does not compile: every target names all it may use.

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let deque = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let flyingSocks = Target.Dependency.product(name: "FlyingSocks", package: "FlyingFox")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let serviceLifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

func module(
    _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = [], resources: [Resource]? = nil
) -> Target {
    .target(name: name, dependencies: dependencies, exclude: exclude, resources: resources, swiftSettings: strict)
}

func executable(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: [.byName(name: name)] + dependencies, resources: resources, swiftSettings: strict)
}

let package = Package(
    name: "fieldwork",
    products: [
        .executable(name: "fieldworkd", targets: ["fieldworkd"]),
        .executable(name: "fieldwork", targets: ["fieldwork"]),
        .executable(name: "fieldwork-extract", targets: ["fieldwork-extract"]),
        .executable(name: "fieldwork-bench", targets: ["Benchmarks"]),
        .executable(name: "fieldwork-chaos", targets: ["Chaos"]),
        .library(name: "Postgres", targets: ["Postgres"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: []),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        // System libraries and the C that Swift cannot say itself.
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
        .systemLibrary(name: "CXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .target(name: "CLinux"),
        .target(name: "CCodebookLibrary"),

        // The queue and its database.
        module("Postgres", ["CLibPQ", "CLinux", logging]),
        module("Schema", ["Postgres", "SourceFiles", logging], resources: [.embedInCode("Migrations")]),
        module("Jobs", ["Postgres", "CLinux", deque, logging, metrics, serviceLifecycle, subprocess]),
        module("EmbeddedPostgres", ["CLinux", subprocess]),

        // The domain: no database, no clock.
        module("SourceFiles", ["CCrypto", yams]),
        module("Transcripts", ["CArchive", "CXML2"]),
        module("Codebooks", ["SourceFiles", "CCodebookLibrary"], exclude: ["Library"]),
        module("Coding", ["SourceFiles", "Transcripts", "Codebooks"]),
        module("Clusters", ["SourceFiles", "Transcripts", "Codebooks", "Coding"], resources: [.embedInCode("Library")]),
        module("Reports", ["SourceFiles", "Transcripts", "Codebooks", "Coding", "Clusters"]),

        // Where the two meet.
        module("Storage", ["Postgres", "SourceFiles", "Transcripts", "Codebooks", "Coding", "Clusters"]),
        module(
            "Pipeline",
            [
                "Jobs", "Storage", "Postgres", "SourceFiles", "Transcripts", "Codebooks", "Coding", "Clusters", "CLinux", logging,
                subprocess,
            ]),

        // Assembly.
        executable(
            "fieldworkd",
            [
                "Pipeline", "Jobs", "Schema", "Postgres", "SourceFiles", "Transcripts", argumentParser, configuration,
                flyingSocks,
                logging, metrics, serviceLifecycle, unixSignals, yams,
            ]),
        executable(
            "fieldwork",
            [
                "Pipeline", "Jobs", "Storage", "Schema", "Postgres", "EmbeddedPostgres", "SourceFiles", "Transcripts",
                "Codebooks",
                "Coding", "Clusters", "Reports", "CLinux", argumentParser, logging, subprocess,
            ]),
        executable("fieldwork-extract", ["Transcripts", "CLinux"]),
        executable(
            "Benchmarks",
            [
                "CBenchmarks", "Storage", "Jobs", "Schema", "Postgres", "EmbeddedPostgres", "SourceFiles", "Transcripts",
                "Codebooks", "Coding", "Clusters", argumentParser, flyingSocks, logging, serviceLifecycle, subprocess,
                unixSignals,
            ]),
        .target(name: "CBenchmarks", dependencies: ["CLibPQ"]),

        // Tests mirror the modules.
        .target(
            name: "TestSupport", dependencies: ["Postgres", "Schema", "EmbeddedPostgres", "Transcripts", logging, subprocess],
            path: "Tests/TestSupport", swiftSettings: strict),
        .executableTarget(
            name: "PostgresOwner", dependencies: ["EmbeddedPostgres"], path: "Tests/PostgresOwner", swiftSettings: strict),
        tests("EmbeddedPostgres", ["PostgresOwner", "TestSupport", subprocess]),
        tests("Postgres", ["TestSupport", "EmbeddedPostgres", logging]),
        tests("Schema", ["TestSupport", "Postgres", logging]),
        // A process that takes jobs, to be killed.
        .executableTarget(
            name: "queue-process", dependencies: ["Jobs", "Postgres", logging, serviceLifecycle, unixSignals],
            path: "Tests/QueueProcess", swiftSettings: strict),
        tests("Jobs", ["TestSupport", "Postgres", "EmbeddedPostgres", "queue-process", logging, serviceLifecycle, subprocess]),
        // The fault harness.
        .target(name: "CChaos", path: "Tests/CChaos"),
        .executableTarget(
            name: "Chaos",
            dependencies: [
                "CChaos", "Jobs", "Schema", "Postgres", "EmbeddedPostgres", "TestSupport", argumentParser, logging,
                serviceLifecycle,
                subprocess, unixSignals,
            ], path: "Tests/Chaos", swiftSettings: strict),
        tests("Chaos", ["TestSupport"]),
        tests("Transcripts", ["TestSupport", "CArchive"], resources: [.copy("Fixtures")]),
        tests("SourceFiles", ["TestSupport"]),
        tests("Codebooks", ["SourceFiles", "TestSupport"]),
        tests("Coding", ["SourceFiles", "TestSupport", "Transcripts", "Codebooks"]),
        tests("Clusters", ["SourceFiles", "TestSupport", "Coding", "Codebooks", "Transcripts"]),
        tests("Reports", ["SourceFiles", "TestSupport", "Clusters", "Coding", "Codebooks", "Transcripts"]),
        tests(
            "fieldworkd",
            [
                "fieldwork", "fieldwork-extract", "TestSupport", "EmbeddedPostgres", "Jobs", "Postgres", configuration,
                flyingSocks, logging, metrics, serviceLifecycle, subprocess,
            ]),
        tests(
            "Pipeline",
            [
                "TestSupport", "Storage", "Jobs", "Postgres", "SourceFiles", "Transcripts", "Codebooks", "Coding", "Clusters",
                logging, serviceLifecycle, subprocess,
            ]),
        tests(
            "fieldwork",
            [
                "fieldwork-extract", "TestSupport", "EmbeddedPostgres", "Pipeline", "Reports", "Storage", "Jobs", "Postgres",
                "SourceFiles", "Transcripts", "Codebooks", "Clusters", argumentParser, logging, serviceLifecycle, subprocess,
            ], resources: [.copy("Fixtures")]),
    ],
    swiftLanguageModes: [.v6]
)
