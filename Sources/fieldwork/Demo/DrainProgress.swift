import Foundation

/// How far the queue is: a bar that redraws itself on a terminal, a line for each tenth in a pipe.
struct DrainProgress {
    private let isTerminal = isatty(STDOUT_FILENO) == 1
    private var lastTenth = -1

    mutating func show(_ done: Int, of total: Int) {
        let share = total == 0 ? 1 : Double(done) / Double(total)
        if isTerminal {
            let width = 40
            let filled = Int(share * Double(width))
            let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
            print("\r  \(bar) \(done) of \(total) jobs", terminator: "")
            fflush(nil)
        } else if Int(share * 10) > lastTenth {
            lastTenth = Int(share * 10)
            print("  \(done) of \(total) jobs")
        }
    }

    func finish() {
        if isTerminal { print("") }
    }
}
