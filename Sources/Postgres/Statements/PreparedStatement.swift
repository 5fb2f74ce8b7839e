/// A statement the server knows by name.
struct PreparedStatement {
    let name: String
    /// What its parameters were declared as.
    let types: [PostgresType]

    /// Binary values of other types would be misread by the server.
    func checkTypes(_ parameters: PostgresParameters) throws(PostgresError) {
        guard parameters.slots.count == types.count, zip(parameters.slots, types).allSatisfy({ $0.type == $1 }) else {
            throw PostgresError(.misuse, reason: "the statement binds other types than when it was first run")
        }
    }
}
