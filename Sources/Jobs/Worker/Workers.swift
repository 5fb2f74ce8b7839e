import ServiceLifecycle

/// The workers of all queues, which stop together: one that waited for another's jobs would meanwhile take more of its own.
struct Workers: Service {
    let parts: JobParts

    func run() async throws {
        await withDiscardingTaskGroup { group in
            for queue in parts.settings.queues { group.addTask { await Worker(queue: queue, parts: parts).run() } }
        }
    }
}
