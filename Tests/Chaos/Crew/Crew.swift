import Foundation
import Glibc
import Jobs
import Subprocess
import Synchronization
import SystemPackage
import TestSupport

/// The worker processes of a trial.
final class Crew: Sendable {
    /// Where their logs are.
    let directory: String
    private let plan: Plan
    private let launch: @Sendable (_ number: Int) -> Launch
    private let all = Mutex<[WorkerProcess]>([])
    private let orders: AsyncStream<Order>.Continuation

    private struct Order {
        let worker: WorkerProcess
        let environment: [String: String]
    }

    private init(
        _ directory: String, _ plan: Plan, _ launch: @escaping @Sendable (Int) -> Launch,
        _ orders: AsyncStream<Order>.Continuation
    ) {
        self.directory = directory
        self.plan = plan
        self.launch = launch
        self.orders = orders
    }

    /// Runs `body` beside a crew that is still empty; whoever is left when it ends is killed.
    static func with<R: Sendable>(
        _ plan: Plan, launch: @escaping @Sendable (Int) -> Launch, _ body: (Crew) async throws -> R
    ) async throws -> R {
        let directory = FileManager.default.temporaryDirectory.appending(path: "fieldwork-chaos-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let (orders, continuation) = AsyncStream.makeStream(of: Order.self)
        let crew = Crew(directory.path(percentEncoded: false), plan, launch, continuation)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                await withDiscardingTaskGroup { processes in
                    for await order in orders { processes.addTask { await crew.run(order) } }
                }
            }
            defer {
                continuation.finish()
                for worker in crew.workers { worker.send(SIGKILL) }
            }
            return try await body(crew)
        }
    }

    /// Everybody there ever was.
    var workers: [WorkerProcess] { all.withLock { $0 } }
    /// Those that have not ended.
    var living: [WorkerProcess] { workers.filter { $0.end == nil } }

    /// Starts a process, with variables of its own beside those of the ground. Returns when it runs.
    @discardableResult
    func hire(_ environment: [String: String] = [:]) async throws -> WorkerProcess {
        let worker = all.withLock { workers in
            let worker = WorkerProcess(number: workers.count + 1, directory: directory)
            workers.append(worker)
            return worker
        }
        orders.yield(Order(worker: worker, environment: environment))
        while worker.id == nil, worker.end == nil { try await Task.sleep(for: .milliseconds(5)) }
        return worker
    }

    /// Tells everybody to stop, waits until they have, and kills who does not. Returns those that ended otherwise than in order.
    func dismiss() async throws -> [WorkerProcess] {
        let leaving = living
        for worker in leaving { worker.send(SIGTERM) }
        let end = ContinuousClock.now + .seconds(60)
        while leaving.contains(where: { $0.end == nil }) {
            if ContinuousClock.now > end { for worker in leaving { worker.send(SIGKILL) } }
            try await Task.sleep(for: .milliseconds(20))
        }
        return leaving.filter { $0.end != .exited(0) }
    }

    private func run(_ order: Order) async {
        let worker = order.worker
        let launch = launch(worker.number)
        var environment = Environment.inherit.updating(["SWIFT_BACKTRACE": "enable=no"])
        for (name, value) in launch.environment.merging(order.environment, uniquingKeysWith: { $1 }) {
            environment = environment.updating([.init(stringLiteral: name): value])
        }
        let command =
            launch.wrapper + ["\(BuiltPrograms.directory)/fieldwork-chaos"] + WorkCommand.arguments(launch, plan, worker)
        do {
            let errors = try FileDescriptor.open(
                FilePath(worker.errors), .writeOnly, options: [.create, .truncate], permissions: .ownerReadWrite)
            let result = try await Subprocess.run(
                command[0].contains("/") ? .path(FilePath(command[0])) : .name(command[0]),
                arguments: Arguments(Array(command.dropFirst())), environment: environment, input: .none, output: .discarded,
                error: .fileDescriptor(errors, closeAfterSpawningProcess: true)
            ) { execution in worker.began(execution.processIdentifier.value) }
            worker.ended(result.terminationStatus)
        } catch {
            worker.ended(.exited(-1))
        }
    }
}
