/// `http.*`: health and metrics, on this machine's loopback only.
struct HTTPSettings: Sendable {
    /// Nil if nothing is to be served.
    let port: UInt16?

    init(_ reader: SettingsReader) async {
        // /healthz, /readyz and /metrics on 127.0.0.1 and ::1; 0 for none.
        let port = await reader.read("http.port", default: 9370, .integer(0...65535))
        self.port = port == 0 ? nil : UInt16(port)
    }
}
