/// A statement the server knows by name.
final class PreparedStatement: Sendable {
    let name: String
    /// What its parameters were declared as.
    private let types: [PostgresType]

    init(name: String, types: [PostgresType]) {
        self.name = name
        self.types = types
    }

    /// Binary values of other types would be misread by the server.
    func checkTypes(_ slots: ArraySlice<PostgresParameters.Slot>) throws(PostgresError) {
        guard slots.count == types.count, zip(slots, types).allSatisfy({ $0.type == $1 }) else {
            throw PostgresError(.misuse, reason: "the statement binds other types than when it was first run")
        }
    }
}
