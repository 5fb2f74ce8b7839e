/// libpq's own messages, with the verbosity set to `PQERRORS_SQLSTATE`: the server's words are left out of them.
enum LibpqMessage {
    /// The message without line breaks and without libpq's indented advice.
    static func singleLine(_ message: String) -> String {
        message.split(separator: "\n").filter { !$0.hasPrefix("\t") }.joined(separator: "; ")
    }

    /// The code in `FATAL:  28P01`, as the server's severity (in the server's language) and code are printed.
    static func sqlState(in message: String) -> SQLState? {
        for line in message.split(separator: "\n").reversed() {
            let code = line.suffix(5)
            let isCode = code.utf8.allSatisfy {
                ("0"..."9").contains(Unicode.Scalar($0)) || ("A"..."Z").contains(Unicode.Scalar($0))
            }
            if isCode, code.count == 5, line.dropLast(5).hasSuffix(":  ") { return SQLState(rawValue: String(code)) }
        }
        return nil
    }
}
