import Logging
import ServiceLifecycle
import UnixSignals

extension ServiceGroupConfiguration {
    /// Services under the names of their types: by default a group would call each by all that is in it. The group itself is
    /// silent, for what it would log are the errors that its caller is thrown.
    static func naming(_ services: [any Service], gracefulShutdownSignals: [UnixSignal] = [], logger: Logger) -> Self {
        var silent = logger
        silent.logLevel = .critical
        return Self(
            services: services.map { ServiceConfiguration(service: $0, serviceName: "\(type(of: $0))") },
            gracefulShutdownSignals: gracefulShutdownSignals, logger: silent)
    }
}
