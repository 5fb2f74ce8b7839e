import ServiceLifecycle

/// Claims from all queues and runs what was claimed. The queues stop together: one that waited for another's jobs would
/// meanwhile take more of its own.
struct Workers: Service {
    let parts: JobParts

    func run() async throws {
        let stop = StopSignal()
        let runner = AttemptRunner(parts: parts)
        await withGracefulShutdownHandler {
            await runner.serve {
                await withDiscardingTaskGroup { queues in
                    for queue in parts.settings.queues {
                        queues.addTask { await Worker(queue: queue, parts: parts).run(until: stop, with: runner) }
                    }
                }
                await stopRunning()
            }
        } onGracefulShutdown: {
            stop.set()
            for queue in parts.settings.queues { parts.bells.ring(queue) }
        }
    }

    /// The ladder once nothing is claimed any more: let running jobs finish, cancel them, settle or give back what there is.
    /// A task that is cancelled, and not asked to stop, has lost a service it needs: it goes straight to the second rung.
    private func stopRunning() async {
        await untilSettled(within: parts.settings.softStop)
        await Shielded.run {
            parts.attempts.stopAll(.shutdown)
            // Each attempt ends by itself from here: it waits for its handler, and one lease for the database.
            await untilSettled(within: parts.settings.cancelWait + parts.settings.lease * 2)
            // Handlers that do not listen. Whoever ends the process ends them.
            if parts.attempts.stuck > 0 || !parts.attempts.isEmpty { parts.onStuckHandlers() }
            while parts.attempts.stuck > 0 { try? await Task.sleep(for: .milliseconds(20)) }
        }
    }

    private func untilSettled(within limit: Duration) async {
        let end = ContinuousClock.now + limit
        while !parts.attempts.isEmpty, ContinuousClock.now < end, (try? await Task.sleep(for: .milliseconds(20))) != nil {}
    }
}
