/// An identification code as a transcript writes it, with the title it may carry: `Ms. P1L`, `Q1L 先生`.
package struct IdentificationLabel: Hashable, Sendable {
    package let participant: ParticipantCode
    package let title: Title?

    package init(participant: ParticipantCode, title: Title? = nil) {
        self.participant = participant
        self.title = title
    }

    package init(parsing text: some StringProtocol, codes: StudyCodes) throws(CodeProblem) {
        let grammar = CodeGrammar(codes: codes)
        let (rest, title) = Title.removed(from: CodeGrammar.withoutColon(CodeGrammar.halfWidth(text)))
        let parts = try grammar.parts(of: rest)
        guard let role = parts.role else { throw .noRole(known: grammar.knownRoles) }
        self.init(participant: ParticipantCode(cluster: parts.cluster, role: role), title: title)
    }
}

extension IdentificationLabel: CustomStringConvertible {
    package var description: String {
        title.map { "\($0.rawValue) \(participant)" } ?? participant.description
    }
}
