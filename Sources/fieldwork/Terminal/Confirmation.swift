import ArgumentParser
import Foundation

/// Asks before something is done that cannot be taken back.
struct Confirmation: ParsableArguments, Sendable {
    @Flag(help: "Do it without asking.")
    var yes = false

    /// Returns if the answer is yes.
    ///
    /// - Throws: ``Failure``: declined, or there is nobody to ask.
    func ask(zh: String, en: String, _ output: Output) throws(Failure) {
        if yes { return }
        guard isatty(STDIN_FILENO) == 1 else {
            throw Failure(
                .usage, zh: "沒有終端機可供確認：\(zh)若確定，請加上 --yes。",
                en: "there is no terminal to ask at: \(en) Say --yes to do it.")
        }
        Output.complain(output.text(zh: "\(zh)確定嗎？[y/N]", en: "\(en) Are you sure? [y/N]"), terminator: " ")
        let answer = readLine()?.lowercased() ?? ""
        guard ["y", "yes", "是", "好"].contains(answer) else {
            throw Failure(.declined, zh: "未執行任何動作。", en: "nothing was done.")
        }
    }
}
