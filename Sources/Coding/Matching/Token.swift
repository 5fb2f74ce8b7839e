/// A word of a sentence: a run of Latin letters and digits, or any other single scalar that is no blank.
struct Token {
    /// In scalars of the canonical text, end-exclusive.
    var start: Int32
    var end: Int32
    /// In bytes of its UTF-8.
    var startByte: Int32
    var endByte: Int32
}

/// A phrase found: its number, and the tokens it covers, end-exclusive.
struct Hit: Equatable {
    var phrase: Int32
    var start: Int32
    var end: Int32
}
