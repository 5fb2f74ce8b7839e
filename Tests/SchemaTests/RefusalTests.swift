import Postgres
import TestSupport
import Testing

/// What the API says to callers who give it nothing, or nonsense.
@Suite struct RefusalTests {
    /// Arguments of a call of each function that succeeds, as SQL.
    private static func goodArguments(document: Int64, suggestion: Int64) -> [String: [String: String]] {
        [
            "cancel_document_v1": ["document_id": "\(document)"],
            "create_cluster_v1": [
                "study": "'alpha'", "code": "'Q2'", "members": "3", "commodity_zh": "'茶'", "commodity_en": "'tea'",
            ],
            "create_participant_v1": ["study": "'alpha'", "code": "'Q1S'", "title": "'Mr.'"],
            "create_study_v1": [
                "code": "'gamma'", "title_zh": "'研究'", "title_en": "'study'", "regions": "'{Q}'",
                "roles": #"'{"L": {"en": "leader"}}'"#,
                "codebooks": "'{c}'", "rule_set": "'r'", "time_zone": "'Asia/Taipei'",
            ],
            "document_status_v1": ["document_id": "\(document)"],
            "enqueue_v1": [
                "study": "'alpha'", "kind": "'code_transcript'", "arguments": "'{\"document\": \(document)}'",
                "queue": "'default'",
                "priority": "5", "delay": "'1 minute'", "unique_key": "'k'", "max_attempts": "5",
                "trace_context": "'00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'",
            ],
            "limits_v1": [:],
            "rate_cluster_v1": ["study": "'alpha'", "cluster": "'Q1'", "rater": "'expert'", "pattern": "'II'"],
            "review_suggestion_v1": [
                "suggestion_id": "\(suggestion)", "decision": "'accepted'", "code": "null", "comment": "'why'",
            ],
            "submit_document_v1": [
                "study": "'alpha'", "cluster": "'Q1'", "type": "'transcript'", "file_name": "'b.txt'", "content": #"'\x0203'"#,
                "participant": "'Q1L'",
            ],
            "wake_v1": ["queue": "'default'"],
        ]
    }

    /// What no argument of a type is meant to be, as SQL.
    private static let nonsense: [String: [String]] = [
        "bigint": ["0", "-1", "9223372036854775807"],
        "bytea": ["''"],
        "integer": ["0", "-1", "10", "40000", "2147483647", "-2147483648"],
        "interval": ["'-1 day'", "'100 years 1 day'", "'170000000 years'", "'-170000000 years'"],
        "jsonb": [
            "'null'", "'1'", "'\"x\"'", "'[]'", "'[{}]'", "'{}'", "'{\"document\": null}'", "'{\"document\": \"x\"}'",
            "'{\"document\": 1e300}'", "'{\"document\": -1}'", "'{\"cluster\": 1}'", "'{\"L\": null}'", "'{\"L\": []}'",
            "'{\"L\": {\"zh\": 1}}'", "'{\"ll\": {}}'", "jsonb_build_object('document', repeat('x', 100000))",
        ],
        "text": [
            "''", "' '", "E'\\n'", "'%s'", "'無'", "'Q'", "'modified'",
            // too long for an index, however it is compressed
            "(select string_agg(md5(i::text), '') from generate_series(1, 300) i)",
        ],
        "text[]": ["'{}'", "'{null}'", "'{c,null}'", "'{c,c}'", "'{Q,null}'", "'{{Q},{c}}'", "array[repeat('x', 10000)]"],
    ]

    @Test func whateverIsWrongWithAnArgumentTheErrorIsOneOfTheAPIs() async throws {
        try await withPortal { portal in
            try await portal.createStudy("alpha", as: portal.anna)
            let document = try await portal.submit("alpha", "Q1", [1], as: portal.anna).document
            let good = Self.goodArguments(document: document, suggestion: try await portal.code(document))
            let functions = try await portal.database.withConnection { try await $0.execute(Functions()) }
            #expect(functions.map(\.name) == good.keys.sorted())
            var refused = 0
            for login in [portal.anna, portal.admin] {
                for function in functions where function.isPortals || login == portal.admin {
                    let arguments = try #require(good[function.name])
                    let wrong = try function.eachArgument(of: arguments, replacedBy: Self.nonsense)
                    let calls = try await refusals(of: [function.call(arguments)] + wrong.map(function.call), by: login, portal)
                    #expect(calls[0] == nil, "\(function.name)")
                    for (arguments, refusal) in zip(wrong, calls.dropFirst()) {
                        #expect(refusal?.hasPrefix("FW") != false, "\(function.call(arguments).prefix(300)): \(refusal ?? "")")
                    }
                    refused += calls.count { $0 != nil }
                }
            }
            #expect(refused > 300)
        }
    }

    @Test func everyRefusalHasItsTextInBothLanguages() async throws {
        try await withTestDatabase { database in
            let untold = try await database.withConnection { try await $0.execute(UntoldRefusals()) }
            #expect(untold == [])
        }
    }

    /// The SQLSTATE that each call fails with; effects are undone either way.
    private func refusals(of calls: [String], by login: String, _ portal: Portal) async throws -> [String?] {
        try await portal.database.withConnection(user: login) { connection in
            var refusals: [String?] = []
            for call in calls {
                do {
                    try await connection.executeScript("begin; \(call); rollback")
                    refusals.append(nil)
                } catch let error as PostgresError {
                    try await connection.executeScript("rollback")
                    refusals.append(try #require(error.sqlState).rawValue)
                }
            }
            return refusals
        }
    }
}

/// The functions of the API, by name.
private struct Functions: PostgresStatement {
    struct Function: Sendable {
        let name: String
        let arguments: [String]
        let types: [String]
        let isPortals: Bool

        func call(_ values: [String: String]) -> String {
            let values = arguments.compactMap { name in values[name].map { "\(name) => \($0)" } }
            return "select fieldwork.\(name)(\(values.joined(separator: ", ")))"
        }

        /// The arguments with one of them null, or a value that is listed under its type: all there are of these.
        func eachArgument(of good: [String: String], replacedBy values: [String: [String]]) throws -> [[String: String]] {
            try zip(arguments, types).flatMap { name, type in
                try (["null"] + #require(values[type], "\(type)")).map { value in good.merging([name: value]) { $1 } }
            }
        }
    }

    static let sql = """
        select p.proname::text, coalesce(p.proargnames[1:p.pronargs], '{}'),
            array(select format_type(u.type, null) from unnest(p.proargtypes::oid[]) with ordinality as u (type, at) order by u.at),
            has_function_privilege('fieldwork_portal', p.oid, 'execute')
        from pg_proc p where p.pronamespace = 'fieldwork'::regnamespace order by p.proname collate "C"
        """
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> Function {
        Function(name: try row.next(), arguments: try row.next(), types: try row.next(), isPortals: try row.next())
    }
}

/// Codes that some function refuses with and that have no SQLSTATE, or no text in one of the languages.
private struct UntoldRefusals: PostgresStatement {
    static let sql = """
        select distinct said.code[1]
        from pg_proc p cross join regexp_matches(p.prosrc, 'refuse\\(''([a-z.-]+)''\\)', 'g') as said (code)
        where p.pronamespace in ('fieldwork'::regnamespace, 'fieldwork_store'::regnamespace)
          and not exists (
              select from fieldwork.messages m
              where m.code = said.code[1] and m.sqlstate ~ '^FW[0-9]{3}$' and m.zh <> '' and m.en <> '')
        order by 1
        """
    static func decode(_ row: inout PostgresRow) throws(PostgresError) -> String { try row.next() }
}
