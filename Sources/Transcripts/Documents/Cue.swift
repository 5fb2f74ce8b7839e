/// A piece of subtitle: what is said in a stretch of the recording.
package struct Cue: Sendable, Hashable, Codable {
    /// The words, speaker left out.
    package let content: TextRange
    /// Where the text names the speaker the format gives; nil where it gives none or the speaker stays the same.
    package let voice: TextRange?
    /// Milliseconds from the start of the recording.
    package let startsAt: Int

    package init(content: TextRange, voice: TextRange?, startsAt: Int) {
        self.content = content
        self.voice = voice
        self.startsAt = startsAt
    }
}
