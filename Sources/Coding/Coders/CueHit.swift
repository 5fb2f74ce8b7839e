package import Transcripts

/// Where a cue was found: index of the cue in its code, and the stretches of canonical text that its phrases matched, in
/// the order of the cue's phrases. Of several places in a sentence it is the plainest, then the first.
package struct CueHit: Sendable, Hashable {
    package let cue: Int
    package let ranges: [TextRange]

    package init(cue: Int, ranges: [TextRange]) {
        self.cue = cue
        self.ranges = ranges
    }
}
