/// What the loopback server answers; the paths are those of Kubernetes and Prometheus.
struct HealthEndpoints: Sendable {
    let state: DaemonState
    let registry: MetricRegistry

    func answer(_ path: String) async -> HTTPAnswer {
        switch path {
        case "/healthz":
            return state.isAlive ? .plain(200, "alive") : .plain(503, "a loop that must not stand still stands still")
        case "/readyz":
            let readiness = await state.readiness()
            return HTTPAnswer(status: readiness.isReady ? 200 : 503, contentType: "application/json", body: readiness.json)
        case "/metrics":
            let families = await registry.collect() + state.metrics() + ProcessMetrics.collect()
            return HTTPAnswer(
                status: 200, contentType: MetricExposition.contentType, body: Array(MetricExposition.text(families).utf8))
        default:
            return .plain(404, "there are /healthz, /readyz and /metrics")
        }
    }
}
