/// A coder quoted what the transcript does not have. Nothing of the run may be kept. Names places only, never the words.
package struct EvidenceError: Error, Hashable {
    package let code: String
    package let segment: Int

    package init(code: String, segment: Int) {
        self.code = code
        self.segment = segment
    }
}

extension EvidenceError: CustomStringConvertible {
    package var description: String {
        "expected the evidence for `\(code)` word for word inside segment \(segment) and did not find it there; "
            + "the coder is at fault, and its run is not stored"
    }
}
