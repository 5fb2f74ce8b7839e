import Jobs

extension MetricFamily {
    /// How the queues stand.
    static func families(of reading: QueueWatch.Reading) -> [MetricFamily] {
        let jobs = reading.queues.flatMap { pulse in
            [
                ("available", pulse.available), ("running", pulse.running), ("scheduled", pulse.scheduled),
                ("retryable", pulse.retryable), ("discarded", pulse.discarded),
            ].map { state, count in
                Sample(labels: [queue(pulse), MetricLabel(name: "state", value: state)], value: Double(count))
            }
        }
        let oldest = reading.queues.map { Sample(labels: [queue($0)], value: $0.oldestReady ?? 0) }
        let paused = reading.queues.map { Sample(labels: [queue($0)], value: $0.isPaused ? 1 : 0) }
        return [
            MetricFamily("fieldwork_queue_jobs", .gauge, jobs),
            MetricFamily("fieldwork_queue_oldest_ready_seconds", .gauge, oldest),
            MetricFamily("fieldwork_queue_paused", .gauge, paused),
            MetricFamily("fieldwork_queue_reading_age_seconds", .gauge, reading.age / .seconds(1)),
            MetricFamily("fieldwork_notify_queue_ratio", .gauge, reading.notifyQueueUse),
        ]
    }

    private static func queue(_ pulse: QueuePulse) -> MetricLabel { MetricLabel(name: "queue", value: pulse.queue) }
}
