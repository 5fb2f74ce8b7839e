import Foundation

/// Makes interviews as long as one likes: the exchanges of two interviews of the sample study, one Chinese and one English,
/// in ever another order. The same ones in every run.
struct InterviewMill {
    private static let samples = ["S2/interview.txt", "N1/interview.txt"]

    /// Of each sample, its questions with their answers and the speakers' labels.
    private let exchanges: [[[UInt8]]]
    private var random = Shuffler(state: 1)
    private var made = 0

    /// - Parameter folder: `docs/samples` of the repository.
    init(folder: String) throws {
        exchanges = try Self.samples.map { file in
            let text = try String(contentsOf: URL(filePath: folder).appending(path: file), encoding: .utf8)
            // What comes before the first exchange says where and when.
            return text.components(separatedBy: "\n\n").dropFirst().map { Array("\($0)\n\n".utf8) }
        }
    }

    /// Another interview, as many whole exchanges as there is room for; Chinese and English by turns.
    mutating func next(size: Int) -> [UInt8] {
        let sample = exchanges[made % exchanges.count]
        made += 1
        var interview: [UInt8] = []
        while true {
            for exchange in sample.shuffled(using: &random) {
                guard interview.count + exchange.count <= size else { return interview }
                interview += exchange
            }
        }
    }
}

/// SplitMix64: enough to shuffle by, and the same everywhere.
private struct Shuffler: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
