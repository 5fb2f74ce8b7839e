import Postgres
import Storage
import Transcripts

/// Finds what a command line names, and says what there is where it names something else.
enum StudyLookup {
    static func study(_ code: String, on connection: PostgresConnection) async throws -> StudyOutline {
        if let study = try await connection.execute(FindStudy(code: code)).first { return study }
        let known = try await connection.execute(ListStudies()).map(\.code)
        guard !known.isEmpty else {
            throw Failure(
                .badData, zh: "沒有研究「\(code)」，目前也沒有任何研究。請先以 `fieldwork study import` 建立。",
                en: "there is no study '\(code)', nor any other. Bring one in with `fieldwork study import`.")
        }
        throw Failure(
            .badData, zh: "沒有研究「\(code)」。現有的研究：\(known.joined(separator: "、"))。",
            en: "there is no study '\(code)'. There is: \(known.joined(separator: ", ")).")
    }

    /// The study named, or the only one there is.
    static func study(_ code: String?, on connection: PostgresConnection) async throws -> StudyOutline {
        if let code { return try await study(code, on: connection) }
        let known = try await connection.execute(ListStudies()).map(\.code)
        if known.count == 1 { return try await study(known[0], on: connection) }
        throw known.isEmpty
            ? Failure(
                .badData, zh: "目前沒有任何研究。請先以 `fieldwork study import` 建立。",
                en: "there is no study yet. Bring one in with `fieldwork study import`.")
            : Failure(
                .usage, zh: "有多個研究，請以 --study 指定：\(known.joined(separator: "、"))。",
                en: "there are several studies; choose one with --study: \(known.joined(separator: ", ")).")
    }
}

extension StudyOutline {
    /// Reads a cluster's code in any case and width.
    func cluster(_ text: String) throws(Failure) -> ClusterCode {
        let cluster: ClusterCode
        do {
            cluster = try ClusterCode(parsing: text, codes: codes)
        } catch {
            throw Failure(.badData, zh: "群聚「\(text)」：\(error.message.zh)", en: "cluster '\(text)': \(error.message.en)")
        }
        guard clusters.contains(cluster) else {
            throw Failure(
                .badData, zh: "研究「\(code)」沒有群聚 \(cluster)。現有的群聚：\(Self.list(clusters, "、"))。",
                en: "study '\(code)' has no cluster \(cluster). It has: \(Self.list(clusters, ", ")).")
        }
        return cluster
    }

    /// Reads a participant's identification code in any case and width, with or without title.
    func participant(_ text: String, of cluster: ClusterCode) throws(Failure) -> ParticipantCode {
        let participant: ParticipantCode
        do {
            participant = try ParticipantCode(parsing: text, codes: codes)
        } catch {
            throw Failure(.badData, zh: "受訪者「\(text)」：\(error.message.zh)", en: "participant '\(text)': \(error.message.en)")
        }
        let known = participants.filter { $0.cluster == cluster }
        guard known.contains(participant) else {
            throw Failure(
                .badData, zh: "群聚 \(cluster) 沒有受訪者 \(participant)。現有的受訪者：\(Self.list(known, "、"))。",
                en: "cluster \(cluster) has no participant \(participant). It has: \(Self.list(known, ", ")).")
        }
        return participant
    }

    private static func list(_ codes: [some CustomStringConvertible], _ separator: String) -> String {
        codes.isEmpty ? "–" : codes.map(\.description).joined(separator: separator)
    }
}
