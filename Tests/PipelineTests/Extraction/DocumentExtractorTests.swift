import Foundation
import Subprocess
import Testing
import Transcripts

@testable import Pipeline

@Suite("Reading documents in a process of their own")
struct DocumentExtractorTests {
    private static let fixtures = URL(filePath: #filePath).appending(path: "../../../TranscriptsTests/Fixtures").standardized

    private func fixture(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: Self.fixtures.appending(path: name)))
    }

    @Test("The process finds what reading in place finds", arguments: ["pandoc.docx", "table.docx", "tracked.docx", "pandoc.md"])
    func same(file: String) async throws {
        let bytes = try fixture(file)
        let ending = (file as NSString).pathExtension
        #expect(try await DocumentExtractor().extract(bytes, ending: ending) == FormatCatalog.read(bytes, ending: ending))
    }

    @Test("Encodings that the C library converts are read inside the sandbox")
    func encodings() async throws {
        let chinese: [UInt8] = [0xB3, 0x5C, 0xA5, 0x5C, 0xBB, 0x5C]
        #expect(try await DocumentExtractor().extract(chinese, ending: "txt").text.string == "許功蓋")
        #expect(try await DocumentExtractor().extract([0xFC, 0xB8], ending: "", encoding: .big5HKSCS).text.scalarCount == 1)
    }

    @Test("It works under limits that its starter was given")
    func inheritedLimits() async throws {
        let program = "\(ExtractionProgram.besideThisProgram.folder)/\(ExtractionProgram.name)"
        try await withProgram("ulimit -v 1500000; ulimit -t 30; ulimit -n 64; exec \(program) \"$@\"") { program in
            let document = try await DocumentExtractor(program: program).extract(Array("許".utf8), ending: "txt")
            #expect(document.text.string == "許")
        }
    }

    @Test("A refusal comes through as it is")
    func refusals() async throws {
        let extractor = DocumentExtractor(limits: DocumentLimits(fileSize: 100_000))
        await #expect(throws: DocumentProblem.encrypted) {
            try await extractor.extract(fixture("encrypted.docx"), ending: "docx")
        }
        await #expect(throws: DocumentProblem.damaged(.markup)) {
            try await extractor.extract(fixture("malformed.docx"), ending: "docx")
        }
        await #expect(throws: DocumentProblem.invalidEncoding(.utf8, offset: 3)) {
            try await extractor.extract(Array("許".utf8) + [0xFF], ending: "txt")
        }
        await #expect(throws: DocumentProblem.empty) { try await extractor.extract([], ending: "txt") }
        await #expect(throws: DocumentProblem.unknownFormat) { try await extractor.extract([1], ending: "exe") }
        await #expect(throws: DocumentProblem.tooLarge(limit: 100_000)) {
            try await extractor.extract([UInt8](repeating: 0x41, count: 100_001), ending: "txt")
        }
    }

    @Test("What is wrong inside a document is not written to standard error")
    func silence() async throws {
        let request = try JSONEncoder().encode(ExtractionRequest(ending: "docx"))
        let result = try await Subprocess.run(
            .name("fieldwork-extract"), arguments: [String(decoding: request, as: UTF8.self)],
            environment: .custom(["PATH": ExtractionProgram.besideThisProgram.folder]),
            input: .array(fixture("malformed.docx")),
            output: .string(limit: 1_000), error: .string(limit: 1_000))
        #expect(result.terminationStatus == .exited(65))
        #expect(result.standardError == "")
        #expect(result.standardOutput == #"{"damaged":{"reason":"markup"}}"#)
    }

    @Test("200 MB are refused while they come")
    func streaming() async throws {
        let request = try JSONEncoder().encode(ExtractionRequest(ending: "txt"))
        let result = try await Subprocess.run(
            .name("sh"),
            arguments: [
                "-c", #"head -c 200000000 /dev/zero | fieldwork-extract "$0""#, String(decoding: request, as: UTF8.self),
            ],
            environment: .custom(["PATH": "\(ExtractionProgram.besideThisProgram.folder):/usr/bin:/bin"]),
            output: .string(limit: 1_000), error: .discarded)
        #expect(result.terminationStatus == .exited(65))
        #expect(result.standardOutput == #"{"too-large":{"limit":50000000}}"#)
    }

    @Test("The sandbox refuses all it has to")
    func sandbox() async throws {
        let result = try await Subprocess.run(
            .name("fieldwork-extract"), arguments: ["--check-sandbox"],
            environment: .custom(["PATH": ExtractionProgram.besideThisProgram.folder]), output: .discarded,
            error: .string(limit: 10_000))
        #expect(result.terminationStatus == .exited(0))
        let lines = result.standardError.split(separator: "\n")
        #expect(lines.count == 7 && lines.allSatisfy { $0.hasPrefix("refused") })
    }

    @Test(
        "However the process ends, it is told whose fault it was",
        arguments: [
            ("kill -SEGV $$", DocumentProblem.damaged(.crash)), ("kill -ABRT $$", .damaged(.crash)),
            ("kill -XCPU $$", .damaged(.timeLimit)),
            ("exit 3", .damaged(.crash)), ("echo nonsense", .damaged(.crash)), ("echo nonsense; exit 65", .damaged(.crash)),
            ("echo '{\"empty\":{}}'; exit 65", .empty), ("while :; do echo 0123456789; done", .tooLargeInside(.textSize)),
            // Positions outside the text.
            (
                #"echo '{"format":"txt","notices":[],"source":{"anchors":[],"unit":"utf-8"},"structure":{"cues":[],"rows":[],"softBreaks":[9]},"text":"a"}'"#,
                .damaged(.crash)
            ),
        ])
    func ends(script: String, problem: DocumentProblem) async throws {
        try await withProgram(script) { program in
            let extractor = DocumentExtractor(program: program, limits: DocumentLimits(textSize: 1_000))
            // Enough to fill the pipe of a process that never reads.
            await #expect(throws: problem) {
                try await extractor.extract([UInt8](repeating: 0x41, count: 1_000_000), ending: "txt")
            }
        }
    }

    @Test(
        "What is wrong with the installation is not the document's fault",
        arguments: [
            ("kill -TERM $$", ExtractionFault.interrupted(signal: SIGTERM)), ("kill -KILL $$", .interrupted(signal: SIGKILL)),
            ("exit 64", .versionsDiffer), ("exit 71", .sandboxUnavailable),
        ])
    func faults(script: String, fault: ExtractionFault) async throws {
        try await withProgram(script) { program in
            await #expect(throws: fault) { try await DocumentExtractor(program: program).extract([0x41], ending: "txt") }
        }
        let nowhere = ExtractionProgram(folder: "/nonexistent")
        await #expect(throws: ExtractionFault.programMissing(folder: "/nonexistent")) {
            try await DocumentExtractor(program: nowhere).extract([0x41], ending: "txt")
        }
    }

    @Test("A document that takes too long is refused, and its process is gone")
    func deadline() async throws {
        try await withProgram("echo $$ > \"${0%/*}/pid\"; exec /bin/sleep 1000") { program in
            let extractor = DocumentExtractor(program: program, clock: FileClock(path: "\(program.folder)/pid"))
            await #expect(throws: DocumentProblem.damaged(.timeLimit)) { try await extractor.extract([0x41], ending: "txt") }
            let pid = try #require(
                Int32(String(contentsOfFile: "\(program.folder)/pid", encoding: .utf8).trimmingCharacters(in: .newlines)))
            #expect(kill(pid, 0) == -1 && errno == ESRCH)
        }
    }

    @Test("A cancelled task ends its process and is no refusal")
    func cancelled() async throws {
        try await withProgram("echo $$ > \"${0%/*}/pid\"; exec /bin/sleep 1000") { program in
            let task = Task { try await DocumentExtractor(program: program).extract([0x41], ending: "txt") }
            await FileClock.fileAppears("\(program.folder)/pid")
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
    }

    /// A program of the extractor's name that does what the script says.
    private func withProgram(_ script: String, _ body: (ExtractionProgram) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "fieldwork-extract")
        try Data("#!/bin/sh\n\(script)\n".utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
        try await body(ExtractionProgram(folder: folder.path))
    }
}

/// A clock whose deadlines pass as soon as a process has written its id down.
private struct FileClock: Clock {
    let path: String

    var now: ContinuousClock.Instant { ContinuousClock().now }
    var minimumResolution: Duration { .zero }

    func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws {
        await Self.fileAppears(path)
    }

    static func fileAppears(_ path: String) async {
        while (try? String(contentsOfFile: path, encoding: .utf8))?.hasSuffix("\n") != true && !Task.isCancelled {
            await Task.yield()
        }
    }
}
