import Pipeline
import SourceFiles
import TestSupport
import Testing
import Transcripts

@Suite struct StudyFileReaderTests {
    private static let file = """
        study: pilot
        title: {zh: 試辦, en: Pilot}
        regions: [Q, P]
        roles: {L: {zh: 召集人, en: leader}}
        codebooks: [gau-dualities]
        rule-set: lin-patterns
        clusters:
          - {code: Q1, members: 12}
          - {code: P1}
        participants:
          - {code: Q1L, title: Ms.}
        documents:
          - {file: talk.txt, type: transcript, cluster: Q1, participant: Q1L}
        """

    @Test("Everything a study's file can say is read")
    func reads() throws {
        let study = try StudyFileReader.read(Array(Self.file.utf8))
        #expect(study.code == "pilot" && study.title[.english] == "Pilot" && study.timeZone == "Asia/Taipei")
        #expect(study.codes == StudyCodes(regions: ["Q", "P"], roles: ["L": "leader"]))
        #expect(study.clusters.map(\.code.description) == ["Q1", "P1"] && study.clusters.map(\.members) == [12, nil])
        #expect(study.participants.map(\.title) == [.ms])
        #expect(study.documents.map(\.path) == ["talk.txt"] && study.documents.map(\.type) == [.transcript])
        #expect(study.documents.map(\.participant?.description) == ["Q1L"])
    }

    @Test(
        "A mistake is named once, with its place and what to write instead",
        arguments: [
            (
                "type: transcript", "type: transcripts",
                "13:28: documents › 1 › type: expected one of \(DocumentType.allCases.map(\.rawValue).joined(separator: ", ")); "
                    + "found `transcripts`; did you mean `transcript`? [unknown-word]"
            ),
            (
                "cluster: Q1,", "cluster: P1,",
                "13:66: documents › 1 › participant: Q1L is of cluster Q1, not of P1 [unknown-participant]"
            ),
            (
                "{code: P1}", "{code: P1L}",
                "9:12: clusters › 2 › code: This is a participant's code; a cluster's has no role letter, as in Q1. [bad-code]"
            ),
            ("members: 12", "members: many", "8:25: clusters › 1 › members: expected a whole number, found `many` [wrong-type]"),
            (
                "title: Ms.", "title: Dr.",
                "11:24: participants › 1 › title: expected one of Mr., Ms.; found `Dr.`; did you mean `Mr.`? [unknown-word]"
            ),
            ("L: {zh", "l: {zh", "4:12: roles › l: expected one capital letter from A to Z, found `l` [bad-code]"),
        ])
    func mistakes(old: String, new: String, message: String) throws {
        let yaml = Self.file.replacing(old, with: new)
        let error = try #require(throws: FileProblems.self) { try StudyFileReader.read(Array(yaml.utf8)) }
        #expect(error.description.split(separator: "\n").first.map(String.init) == message)
    }
}
