import Foundation
import Testing

@testable import Transcripts

@Suite("The sample study")
struct SampleStudyTests {
    private static let folder = URL(filePath: #filePath).appending(path: "../../../docs/samples").standardized

    static let files: [String] = {
        let all = FileManager.default.enumerator(atPath: folder.path())?.compactMap { $0 as? String } ?? []
        return all.filter { file in FormatCatalog.readers.contains { $0.endings.contains((file as NSString).pathExtension) } }
            .filter { $0.contains("/") }.sorted()
    }()

    @Test("Every document is read, and every interview tells its speakers apart", arguments: files)
    func reads(file: String) throws {
        let bytes = [UInt8](try Data(contentsOf: Self.folder.appending(path: file)))
        let document = try FormatCatalog.read(bytes, ending: (file as NSString).pathExtension)
        let codes = StudyCodes(regions: ["S", "E", "N", "M"], roles: ["L": "leader", "S": "senior member"])
        let isInterview = file.contains("interview")
        let transcript = TranscriptReader.read(document, type: isInterview ? .transcript : .finalReport, codes: codes)
        #expect(transcript.segments.count > 10)
        if isInterview {
            #expect(Set(transcript.turns.map(\.role)) == [.interviewer, .participant])
            #expect(Set(transcript.noticeCodes).isSubset(of: [.frontMatter, .privateUseCharacters]))
        }
    }
}
