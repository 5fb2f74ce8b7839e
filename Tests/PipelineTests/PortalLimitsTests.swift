import Logging
import Postgres
import TestSupport
import Testing

@testable import Transcripts

/// What SQL tells portals that they may send is what the programs take.
@Suite struct PortalLimitsTests {
    @Test("fieldwork.limits_v1() has the types, the formats and the size of the catalogs")
    func catalogs() async throws {
        try await withTestDatabase { database in
            let limits = try await PostgresConnection.withConnection(
                PostgresConfiguration(database.conninfo), logger: Logger(label: "test")
            ) { try await $0.execute(ReadLimits())[0] }
            #expect(limits.types == DocumentType.allCases.map(\.rawValue))
            #expect(limits.formats == DocumentFormat.allCases.map(\.rawValue))
            #expect(limits.bytes == Int64(DocumentLimits().fileSize))
        }
    }

    @Test("Every format has its reader")
    func readers() {
        #expect(FormatCatalog.readers.map { $0.format.rawValue }.sorted() == DocumentFormat.allCases.map(\.rawValue).sorted())
    }
}

private struct ReadLimits: PostgresStatement {
    struct Limits {
        let bytes: Int64
        let types: [String]
        let formats: [String]
    }

    static let sql = "select max_document_bytes, document_types, formats from fieldwork.limits_v1()"

    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Limits {
        Limits(bytes: try row.next(), types: try row.next(), formats: try row.next())
    }
}
