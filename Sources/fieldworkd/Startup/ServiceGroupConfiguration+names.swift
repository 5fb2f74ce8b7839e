import Logging
import ServiceLifecycle
import UnixSignals

extension ServiceGroupConfiguration {
    /// Services under the names of their types: by default a group would call each by all that is in it.
    static func naming(_ services: [any Service], gracefulShutdownSignals: [UnixSignal] = [], logger: Logger) -> Self {
        Self(
            services: services.map { ServiceConfiguration(service: $0, serviceName: "\(type(of: $0))") },
            gracefulShutdownSignals: gracefulShutdownSignals, logger: logger)
    }
}
