import Logging

extension Logger {
    /// For connections of the harness itself: what they meet is the point of it.
    static let silent = Logger(label: "fieldwork-chaos") { _ in SwiftLogNoOpLogHandler() }
}
