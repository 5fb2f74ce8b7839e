/// The word lists of one language, and which of them cues have named.
struct WordLists {
    private var lists: [String: [String]] = [:]
    private var named: Set<String> = []

    var unused: [String] { lists.keys.filter { !named.contains($0) }.sorted() }

    mutating func add(_ list: String, phrases: [String]) { lists[list] = phrases }

    /// The phrases of a list; nil where there is none of that name.
    mutating func phrases(of list: String) -> [String]? {
        named.insert(list)
        return lists[list]
    }
}
