import Pipeline
import Postgres
import Schema
import SourceFiles
import Transcripts

extension Failure {
    /// What any error is to the person at the terminal.
    init(_ error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case let error as PostgresError: self.init(postgres: error)
        case let error as SchemaError: self.init(schema: error)
        case let problem as CodeProblem: self.init(.badData, zh: problem.message.zh, en: problem.message.en)
        case let conflict as StudyConflict: self.init(conflict)
        case let problems as FileProblems: self.init(.badData, zh: "\(problems)", en: "\(problems)")
        default:
            self.init(
                .software, zh: "程式內部錯誤：\(error)。請將此訊息告知維護者。",
                en: "a fault of this program: \(error). Please report it with this line.")
        }
    }

    // MARK: - The database

    /// The server's own words are shown only where they are words of our SQL API; others may quote a row.
    private init(postgres error: PostgresError) {
        switch error.kind {
        case .connectFailed: self.init(connecting: error)
        case .connectionLost, .deadlineExceeded, .commitUnknown, .cancelled, .poolTimeout, .poolClosed:
            self.init(
                .unavailable, zh: "與資料庫的連線中斷（\(error)）。請稍後再試；重複執行同一指令是安全的。",
                en: "the database went away (\(error)). Try again later; giving the same command twice does no harm.")
        case .server where error.sqlState?.class.rawValue == "FW": self.init(api: error)
        case .server where error.sqlState == .insufficientPrivilege:
            self.init(
                .notAllowed,
                zh: "此登入帳號沒有權限（\(error)）。請管理者執行 grant fieldwork_admin。",
                en: "this login may not do that (\(error)). Have it granted fieldwork_admin.")
        case .server where error.sqlState == .readOnlySQLTransaction:
            self.init(
                .unavailable, zh: "資料庫目前唯讀（可能是備援主機）。請連線到主要伺服器。",
                en: "the database is read-only, perhaps a standby. Connect to the primary.")
        case .server, .decoding, .misuse:
            self.init(
                .software, zh: "程式內部錯誤：\(error)。請將此訊息告知維護者。",
                en: "a fault of this program: \(error). Please report it with this line.")
        }
    }

    private init(connecting error: PostgresError) {
        let reason = error.reason ?? "\(error)"
        switch error.sqlState {
        case .invalidCatalogName?:
            self.init(
                .unavailable, zh: "伺服器上沒有這個資料庫（\(reason)）。請先以 createdb 建立，或確認 --database。",
                en: "the server has no such database (\(reason)). Create it with createdb, or check --database.")
        case let state? where state.class == .invalidAuthorization:
            self.init(
                .notAllowed, zh: "資料庫拒絕此登入（\(reason)）。請確認帳號與密碼。",
                en: "the database refused the login (\(reason)). Check user and password.")
        default:
            self.init(
                .unavailable, zh: "無法連線到資料庫（\(reason)）。請確認它已啟動，以及 --database 或 FIELDWORK_DATABASE。",
                en: "the database cannot be reached (\(reason)). See that it runs, and check --database or FIELDWORK_DATABASE.")
        }
    }

    /// `code: English text`, with the Chinese text as the hint.
    private init(api error: PostgresError) {
        let en = error.serverMessage ?? "\(error)"
        let code = en.prefix { $0 != ":" }
        let zh = error.serverHint.map { "\(code): \($0)" } ?? en
        self.init(error.sqlState == "FW111" ? .notAllowed : .badData, zh: zh, en: en)
    }

    // MARK: - The schema

    private init(schema error: SchemaError) {
        if case .refused(let status) = error {
            self.init(schema: status)
        } else {
            self.init(.configuration, zh: "資料庫結構未能更新：\(error)", en: "\(error)")
        }
    }

    /// Why a verb does not work on a database as it is.
    init(schema status: SchemaStatus) {
        switch status {
        case .current: self.init(.configuration, zh: "資料庫結構相符。", en: "\(status)")
        case .absent(let needed):
            self.init(
                .configuration, zh: "資料庫尚無 Fieldwork 的結構（需要第 \(needed) 版）。請執行 `fieldwork migrate`。", en: "\(status)")
        case .tooOld(let found, let needed):
            self.init(
                .configuration, zh: "資料庫結構為第 \(found) 版，需要第 \(needed) 版。請執行 `fieldwork migrate`。", en: "\(status)")
        case .tooNew(let found, let known):
            self.init(
                .configuration,
                zh: "資料庫結構為第 \(found) 版，本程式只認得到第 \(known) 版。請改用更新該資料庫的程式版本。", en: "\(status)")
        case .changed(let version, let name):
            self.init(
                .configuration,
                zh: "第 \(version) 版結構變更（\(name)）與資料庫中已套用的不同。請安裝正式發行的程式。", en: "\(status)")
        }
    }
}
