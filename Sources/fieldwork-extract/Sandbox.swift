import CLinux

enum Sandbox {
    /// Room for a document of the largest size allowed, its text and its JSON, beside the libraries; and the time that
    /// takes a slow machine.
    static let limits = clinux_sandbox_limits(address_space: 2 << 30, processor_seconds: 60)
}
