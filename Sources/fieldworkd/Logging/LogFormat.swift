/// How log lines are written.
enum LogFormat: String, CaseIterable, Sendable {
    case json, human, auto
}
