import FoundationEssentials

/// Where the programs built beside these tests are, for tests that start one.
package enum BuiltPrograms {
    package static let directory: String = {
        // The test runner itself is a product of the same build.
        let runner = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
        return String(runner[..<(runner.lastIndex(of: "/") ?? runner.startIndex)])
    }()
}
