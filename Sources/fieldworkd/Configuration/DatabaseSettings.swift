import FoundationEssentials
import Postgres
import SystemPackage

/// `database.*`: where the queue and the documents are.
struct DatabaseSettings: Sendable {
    let configuration: PostgresConfiguration
    let direct: PostgresConfiguration

    /// - Parameter credentials: the folder of the service manager's credentials, if it gives any.
    init(_ reader: SettingsReader, credentials: String?) async {
        // A libpq connection string, `host=db1,db2 dbname=fieldwork target_session_attrs=read-write sslmode=verify-full` or a
        // postgresql:// URI. What it leaves out comes from libpq's environment.
        let url = await reader.read("database.url", default: "dbname=fieldwork", .text, shown: Self.destination)
        // The same database past a pooler, for the connection that listens; database.url if there is no pooler.
        let directURL = await reader.read("database.direct-url", default: url, .text, shown: Self.destination)
        // A file that holds the password and nothing else. By default the credential `database-password`, if there is one.
        let passwordFile = await reader.read("database.password-file", default: Self.credential(in: credentials), .path)
        // True if database.url leads to a pooler in transaction mode: nothing is then kept in the session.
        let isPooled = await reader.read("database.pooled", default: false, .boolean)
        // For opening a connection, however many hosts are tried.
        let connectTimeout = await reader.read(
            "database.connect-timeout", default: .seconds(5), .duration(.seconds(1) ... .seconds(60)))
        // For a statement that has no deadline of its own.
        let timeout = await reader.read("database.timeout", default: .seconds(10), .duration(.seconds(1) ... .seconds(300)))

        if isPooled, directURL == url {
            reader.report(
                "database.direct-url", "behind a pooler, notifications need a connection of their own that passes it by: set it")
        }
        for (key, url) in [("database.url", url), ("database.direct-url", directURL)]
        where key == "database.url" || directURL != url {
            do { try PostgresConfiguration(url).validate() } catch { reader.report(key, error.reason ?? "\(error)") }
        }
        var password: String?
        if !passwordFile.isEmpty {
            do {
                let words = String(decoding: try Data(contentsOf: FilePath(passwordFile)), as: UTF8.self)
                password = String(words.prefix { !$0.isNewline })
                if password == "" {
                    reader.report("database.password-file", "\(passwordFile) begins with an empty line: expected the password")
                }
            } catch {
                reader.report("database.password-file", "\(passwordFile) cannot be read: \(error)")
            }
        }
        func connection(_ url: String) -> PostgresConfiguration {
            var configuration = PostgresConfiguration(url)
            configuration.applicationName = "fieldworkd"
            configuration.password = password
            configuration.connectTimeout = connectTimeout
            configuration.roundTripTimeout = timeout
            return configuration
        }
        direct = connection(directURL)
        var pooled = connection(url)
        pooled.preparesStatements = !isPooled
        configuration = pooled
    }

    private static func credential(in folder: String?) -> String {
        guard let folder else { return "" }
        let path = "\(folder)/database-password"
        return FileManager.default.fileExists(atPath: path) ? path : ""
    }

    /// A connection string may hold a password: the hosts are all that is shown of it.
    private static func destination(_ url: String) -> String { "(\(PostgresConfiguration(url)))" }
}
