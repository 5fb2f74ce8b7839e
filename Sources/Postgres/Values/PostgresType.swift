/// A type of the server, by its OID.
///
/// The statics are built in, with the same OID in every database (`pg_type.dat`). Types made by `create type` have others.
public struct PostgresType: RawRepresentable, Hashable, Sendable {
    public let rawValue: UInt32

    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// For a parameter: the server is to infer the type from where the parameter stands.
    public static let unspecified = PostgresType(rawValue: 0)
    public static let bool = PostgresType(rawValue: 16)
    public static let bytea = PostgresType(rawValue: 17)
    public static let char = PostgresType(rawValue: 18)
    public static let name = PostgresType(rawValue: 19)
    public static let int8 = PostgresType(rawValue: 20)
    public static let int2 = PostgresType(rawValue: 21)
    public static let int4 = PostgresType(rawValue: 23)
    public static let text = PostgresType(rawValue: 25)
    public static let json = PostgresType(rawValue: 114)
    public static let xml = PostgresType(rawValue: 142)
    public static let float4 = PostgresType(rawValue: 700)
    public static let float8 = PostgresType(rawValue: 701)
    public static let unknown = PostgresType(rawValue: 705)
    public static let bpchar = PostgresType(rawValue: 1042)
    public static let varchar = PostgresType(rawValue: 1043)
    public static let timestamp = PostgresType(rawValue: 1114)
    public static let timestamptz = PostgresType(rawValue: 1184)
    public static let interval = PostgresType(rawValue: 1186)
    public static let void = PostgresType(rawValue: 2278)
    public static let uuid = PostgresType(rawValue: 2950)
    public static let jsonb = PostgresType(rawValue: 3802)

    public static let boolArray = PostgresType(rawValue: 1000)
    public static let byteaArray = PostgresType(rawValue: 1001)
    public static let int2Array = PostgresType(rawValue: 1005)
    public static let int4Array = PostgresType(rawValue: 1007)
    public static let textArray = PostgresType(rawValue: 1009)
    public static let int8Array = PostgresType(rawValue: 1016)
    public static let float8Array = PostgresType(rawValue: 1022)
    public static let timestamptzArray = PostgresType(rawValue: 1185)
    public static let intervalArray = PostgresType(rawValue: 1187)
    public static let uuidArray = PostgresType(rawValue: 2951)
    public static let jsonbArray = PostgresType(rawValue: 3807)

    /// Made by `create type` or an extension: an enum, a composite, citext.
    var isUserDefined: Bool { rawValue >= 16384 }
}

extension PostgresType: CustomStringConvertible {
    /// The type's name in SQL, or its OID.
    public var description: String { Self.names[self] ?? "type \(rawValue)" }

    private static let names: [PostgresType: String] = [
        .unspecified: "unspecified", .bool: "bool", .bytea: "bytea", .char: "\"char\"", .name: "name", .int8: "int8",
        .int2: "int2",
        .int4: "int4", .text: "text", .json: "json", .xml: "xml", .float4: "float4", .float8: "float8", .unknown: "unknown",
        .bpchar: "bpchar", .varchar: "varchar", .timestamp: "timestamp", .timestamptz: "timestamptz", .interval: "interval",
        .void: "void", .uuid: "uuid", .jsonb: "jsonb", .boolArray: "bool[]", .byteaArray: "bytea[]", .int2Array: "int2[]",
        .int4Array: "int4[]", .textArray: "text[]", .int8Array: "int8[]", .float8Array: "float8[]",
        .timestamptzArray: "timestamptz[]", .intervalArray: "interval[]", .uuidArray: "uuid[]", .jsonbArray: "jsonb[]",
    ]
}
