/// Text as it is. A line that goes on in lower case only wraps the line before it.
enum PlainTextReader: RunningTextReader {
    static let format = DocumentFormat.plainText
    static let endings = ["txt", "text"]

    static func softBreaks(in text: CanonicalText) -> [Int] {
        var breaks: [Int] = []
        var lastVisible: Unicode.Scalar?
        var lineEnd: Int?
        for (position, scalar) in text.string.unicodeScalars.enumerated() {
            if scalar == "\n" {
                // An empty line ends a paragraph.
                if lineEnd != nil { lastVisible = nil }
                lineEnd = position
            } else if !scalar.isBlank {
                if let lineEnd, let lastVisible, !endsSentence(lastVisible), (0x61...0x7A).contains(scalar.value) {
                    breaks.append(lineEnd)
                }
                lineEnd = nil
                lastVisible = scalar
            }
        }
        return breaks
    }

    private static func endsSentence(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ".", "?", "!", ":", "\"", "”", "。", "？", "！", "：", "」", "』": true
        default: false
        }
    }
}
