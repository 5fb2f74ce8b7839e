import SourceFiles
import Testing

@Suite("YAML files")
struct YAMLFileTests {
    private enum Colour: String, CaseIterable {
        case red, green, blue
    }

    /// What a reader of the file is told, line by line.
    private func problems(_ yaml: String, _ read: (YAMLField) -> Void) throws -> [String] {
        let error = try #require(throws: FileProblems.self) {
            try YAMLFile.read(Array(yaml.utf8), beginning: "key: …") { read($0) as Void? }
        }
        return error.description.split(separator: "\n").map(String.init)
    }

    @Test("gives what its reader makes of it, where nothing is wrong")
    func read() throws {
        let yaml = "{colour: red, list: [green, blue], score: 1.25, version: 3, name: {zh: 名, en: Name}, all: {zh: [甲], en: [A]}}"
        let isRead = try YAMLFile.read(Array(yaml.utf8), beginning: "colour: …") { root -> Bool? in
            guard let section = root.section(["colour", "list", "score", "version", "name", "all"]) else { return nil }
            #expect(section.required("colour")?.word(Colour.self) == .red)
            #expect(section.required("list")?.words(Colour.self) == [.green, .blue])
            #expect(section.required("score")?.number() == 1.25)
            #expect(section.required("version")?.version() == 3)
            #expect(section.required("name")?.localizedText() == LocalizedText(zh: "名", en: "Name"))
            #expect(section.required("all")?.localizedList() == LocalizedList(zh: ["甲"], en: ["A"]))
            #expect(section["list"]?.path == ["list"] && section["list"]?.position == SourcePosition(line: 1, column: 21))
            return true
        }
        #expect(isRead)
    }

    @Test(
        "a value that is not what it should be says what was expected and what came",
        arguments: [
            ("k: gren", "1:4: k: expected one of red, green, blue; found `gren`; did you mean `green`? [unknown-word]"),
            ("k: mauve", "1:4: k: expected one of red, green, blue; found `mauve` [unknown-word]"),
            ("k: [red]", "1:4: k: expected a text, found a list [wrong-type]"),
            ("k:", "1:1: k: expected a text, found nothing [empty-text]"),
            ("k: \" \\u3000\\t\"", "1:4: k: expected a text, found nothing [empty-text]"),
            ("j: red", "1:1: unknown key `j`; known here: k [unknown-key]"),
            (
                "k: &one red",
                "1:4: k: YAML anchors and aliases (`&one`) are not used; write the value out where it is needed [alias]"
            ),
        ])
    func words(yaml: String, message: String) throws {
        let said = try problems(yaml) { _ = $0.section(["k"])?["k"]?.word(Colour.self) }
        #expect(said == [message])
    }

    @Test("numbers are numbers, and in their range")
    func numbers() throws {
        let said = try problems("a: high\nb: 7\nc: none\nd: 0\ne: inf\n") { root in
            let section = root.section(["a", "b", "c", "d", "e"])
            _ = section?["a"]?.integer(in: 1...3)
            _ = section?["b"]?.integer(in: 1...3)
            _ = section?["c"]?.number()
            _ = section?["d"]?.version()
            _ = section?["e"]?.number()
        }
        #expect(
            said == [
                "1:4: a: expected a whole number, found `high` [wrong-type]",
                "2:4: b: expected a whole number from 1 to 3, found 7 [out-of-range]",
                "3:4: c: expected a number, found `none` [wrong-type]",
                "4:4: d: expected a version of 1 or more, found 0 [out-of-range]",
                "5:4: e: expected a number, found `inf` [wrong-type]",
            ])
    }

    @Test("lists and mappings name the item, and come in the order of the file whatever was read first")
    func collections() throws {
        let said = try problems("a: [red, red]\nb: {zh: 名}\nc: []\nd: red\n? [x]\n: y\n") { root in
            let section = root.section(["a", "b", "c", "d"])
            _ = section?["d"]?.items()
            _ = section?["c"]?.items()
            _ = section?["b"]?.localizedText()
            _ = section?["a"]?.words(Colour.self)
        }
        #expect(
            said == [
                "1:10: a › 2: `red` stands in the list already [duplicate-id]",
                "2:4: b: expected both zh and en; `en` is missing [missing-translation]",
                "3:4: c: expected at least one item; leave the key out if there is none [empty-text]",
                "4:4: d: expected a list (lines that begin with `- `), found the text `red` [wrong-type]",
                "5:3: expected a plain word as key, found a list [wrong-type]",
            ])
    }

    @Test("an anchored mapping is refused as such, and not for the keys that were not looked at")
    func anchoredMapping() throws {
        let said = try problems("a: &all {b: c}") { _ = $0.section(["a"])?["a"]?.section(["b"])?.required("d") }
        #expect(said.count == 1 && said[0].hasSuffix("[alias]"))
    }

    @Test(
        "what is no YAML at all is refused with one problem",
        arguments: [
            ("", "1:1: expected `key: …`, found an empty file [not-yaml]"),
            ("a: 1\na: 2\n", "1:1: `a` stands twice in the same place; join the two [duplicate-key]"),
        ])
    func unreadable(yaml: String, message: String) throws {
        #expect(try problems(yaml) { _ in } == [message])
    }

    @Test("a file above the limit is refused unread")
    func tooLarge() throws {
        let error = try #require(throws: FileProblems.self) {
            try YAMLFile.read(Array("key: text".utf8), atMost: 8, beginning: "key: …") { _ in true }
        }
        #expect(error.description == "1:1: the file has 9 bytes; at most 8 are read: split it [too-large]")
    }
}
