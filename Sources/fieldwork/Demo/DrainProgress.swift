import Foundation

/// How far the queue is: a bar that redraws itself on a terminal, a line for each tenth in a pipe.
struct DrainProgress {
    let output: Output
    private var lastTenth = -1

    init(_ output: Output) { self.output = output }

    mutating func show(_ done: Int, of total: Int) {
        let share = total == 0 ? 1 : Double(done) / Double(total)
        if output.isTerminal {
            let width = 40
            let filled = Int(share * Double(width))
            let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
            print("\r  \(bar) " + told(done, total), terminator: "")
            fflush(nil)
        } else if Int(share * 10) > lastTenth {
            lastTenth = Int(share * 10)
            output.line("  " + told(done, total))
        }
    }

    private func told(_ done: Int, _ total: Int) -> String {
        output.text(zh: "\(total) 件工作已完成 \(done) 件", en: "\(done) of \(total) jobs")
    }

    func finish() {
        if output.isTerminal { print("") }
    }
}
