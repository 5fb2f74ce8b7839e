/// Goes over the bytes of a JSON text once.
struct JSONScanner {
    private let bytes: [UInt8]
    private var index = 0
    private static let deepest = 64

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func wholeObject() throws(JSONProblem) -> [(name: String, value: JSONObject.Value)] {
        skipBlanks()
        guard next == UInt8(ascii: "{") else { throw problem(zh: "物件 {…}", en: "an object {…}") }
        var fields: [(name: String, value: JSONObject.Value)] = []
        try members { scanner, name throws(JSONProblem) in fields.append((name, try scanner.value())) }
        skipBlanks()
        guard index == bytes.count else { throw problem(zh: "行尾", en: "the end of the line") }
        return fields
    }

    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    private func problem(zh: String, en: String) -> JSONProblem {
        JSONProblem(column: index + 1, expected: LocalizedText(zh: zh, en: en))
    }

    private mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { index += 1 }
    }

    private mutating func expect(_ character: Unicode.Scalar) throws(JSONProblem) {
        guard next == UInt8(ascii: character) else { throw problem(zh: "「\(character)」", en: "'\(character)'") }
        index += 1
    }

    // MARK: Values

    private mutating func value() throws(JSONProblem) -> JSONObject.Value {
        let start = index
        switch next {
        case UInt8(ascii: "{"):
            try skipValue(depth: 1)
            return .object(text(from: start))
        case UInt8(ascii: "["):
            try skipValue(depth: 1)
            return .array(text(from: start))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"):
            try word("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try word("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try word("null")
            return .null
        default:
            try number()
            return .number(text(from: start))
        }
    }

    /// Its bytes were looked at: it is UTF-8.
    private func text(from start: Int) -> String { String(decoding: bytes[start..<index], as: UTF8.self) }

    private mutating func skipValue(depth: Int) throws(JSONProblem) {
        guard depth <= Self.deepest else { throw problem(zh: "不超過 64 層", en: "no more than 64 levels") }
        switch next {
        case UInt8(ascii: "{"): try members { scanner, _ throws(JSONProblem) in try scanner.skipValue(depth: depth + 1) }
        case UInt8(ascii: "["): try elements(depth: depth)
        default: _ = try value()
        }
    }

    private mutating func members(
        _ body: (inout JSONScanner, String) throws(JSONProblem) -> Void
    ) throws(JSONProblem) {
        try expect("{")
        skipBlanks()
        if next == UInt8(ascii: "}") {
            index += 1
            return
        }
        while true {
            skipBlanks()
            guard next == UInt8(ascii: "\"") else { throw problem(zh: "加引號的欄位名稱", en: "a name in quotes") }
            let name = try string()
            skipBlanks()
            try expect(":")
            skipBlanks()
            try body(&self, name)
            skipBlanks()
            if next == UInt8(ascii: "}") { break }
            guard next == UInt8(ascii: ",") else { throw problem(zh: "「,」或「}」", en: "',' or '}'") }
            index += 1
        }
        index += 1
    }

    private mutating func elements(depth: Int) throws(JSONProblem) {
        try expect("[")
        skipBlanks()
        if next == UInt8(ascii: "]") {
            index += 1
            return
        }
        while true {
            skipBlanks()
            try skipValue(depth: depth + 1)
            skipBlanks()
            if next == UInt8(ascii: "]") { break }
            guard next == UInt8(ascii: ",") else { throw problem(zh: "「,」或「]」", en: "',' or ']'") }
            index += 1
        }
        index += 1
    }

    private mutating func word(_ word: StaticString) throws(JSONProblem) {
        let expected = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        guard bytes[index...].starts(with: expected) else { throw problem(zh: "一個值", en: "a value") }
        index += expected.count
    }

    private mutating func number() throws(JSONProblem) {
        let start = index
        if next == UInt8(ascii: "-") { index += 1 }
        if next == UInt8(ascii: "0") { index += 1 } else { try digits() }
        if next == UInt8(ascii: ".") {
            index += 1
            try digits()
        }
        var exponentDigits = 0
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            index += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { index += 1 }
            let before = index
            try digits()
            exponentDigits = index - before
        }
        guard index - start <= 1000, exponentDigits <= 3 else {
            throw problem(zh: "較小的數字", en: "a smaller number")
        }
    }

    private mutating func digits() throws(JSONProblem) {
        let start = index
        while let byte = next, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte { index += 1 }
        guard index > start else { throw problem(zh: "一個值", en: "a value") }
    }

    // MARK: Strings

    private mutating func string() throws(JSONProblem) -> String {
        index += 1
        let start = index
        var unescaped: [UInt8]?
        while true {
            switch next {
            case nil: throw problem(zh: "結束的引號", en: "a closing quote")
            case UInt8(ascii: "\""):
                let content = unescaped ?? Array(bytes[start..<index])
                guard let text = String(validating: content, as: UTF8.self) else {
                    throw problem(zh: "UTF-8 文字", en: "text in UTF-8")
                }
                index += 1
                return text
            case UInt8(ascii: "\\"):
                unescaped = unescaped ?? Array(bytes[start..<index])
                let scalar = try escape()
                unescaped?.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            case .some(let byte):
                guard byte >= 0x20 else { throw problem(zh: "以 \\ 表示的控制字元", en: "a control character behind a \\") }
                unescaped?.append(byte)
                index += 1
            }
        }
    }

    private mutating func escape() throws(JSONProblem) -> Unicode.Scalar {
        index += 1
        let short: Unicode.Scalar? =
            switch next {
            case UInt8(ascii: "\""): "\""
            case UInt8(ascii: "\\"): "\\"
            case UInt8(ascii: "/"): "/"
            case UInt8(ascii: "b"): "\u{8}"
            case UInt8(ascii: "f"): "\u{C}"
            case UInt8(ascii: "n"): "\n"
            case UInt8(ascii: "r"): "\r"
            case UInt8(ascii: "t"): "\t"
            default: nil
            }
        if let short {
            index += 1
            return short
        }
        var code = UInt32(try unit())
        if 0xD800...0xDBFF ~= code, bytes[index...].starts(with: #"\u"#.utf8) {
            index += 1
            let low = UInt32(try unit())
            if 0xDC00...0xDFFF ~= low { code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00) }
        }
        guard code != 0, let scalar = Unicode.Scalar(code) else {
            throw problem(zh: "資料庫能存的字元（不含 NUL 與半個代理對）", en: "a character the database can store")
        }
        return scalar
    }

    /// Four hexadecimal digits behind `u`.
    private mutating func unit() throws(JSONProblem) -> UInt16 {
        guard next == UInt8(ascii: "u"), index + 5 <= bytes.count,
            bytes[(index + 1)..<(index + 5)].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let unit = UInt16(String(decoding: bytes[(index + 1)..<(index + 5)], as: UTF8.self), radix: 16)
        else { throw problem(zh: "\\ 之後的跳脫字元", en: "an escape behind \\") }
        index += 5
        return unit
    }
}
