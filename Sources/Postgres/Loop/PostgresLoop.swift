import CLinux
import Glibc

/// The thread on which all connections live: an epoll loop which is the executor of every ``PostgresConnection`` and
/// ``PostgresPool``.
///
/// One loop serves all connections. A thread for each gains nothing, and with one, going from a pool to a connection or
/// from one connection to another costs no switch of threads.
///
/// Code isolated to a connection (the body of `withConnection`, a row's `decode`) therefore runs on this thread and must
/// not block or compute for long: every other connection waits for it.
///
/// It is a `TaskExecutor` too. A task which mostly talks to the database saves the switch of threads around each call by
/// preferring it; the same warning applies to everything that task does:
///
/// ```swift
/// try await withTaskExecutorPreference(PostgresLoop.shared) {
///     try await pool.withConnection { … }
/// }
/// ```
public final class PostgresLoop: TaskExecutor, @unchecked Sendable {
    // Unchecked: `inbox` is locked; everything else is touched by the loop's own thread only, or is set before it starts.

    /// The loop of this process.
    public static let shared = PostgresLoop()

    /// The executor of the actors on this loop. A second object, because one that is both kinds of executor could not
    /// tell which of the two a job was meant for.
    let serialExecutor = LoopSerialExecutor()

    private struct Job {
        let job: UnownedJob
        let isSerial: Bool
    }

    /// What other threads hand in.
    private struct Inbox {
        var jobs: [Job] = []
        var calls: [@Sendable () -> Void] = []
        /// The loop is in `epoll_wait`, or about to be: whoever adds something must ring.
        var isSleeping = false
    }

    private let inbox = Lock(Inbox())
    private let epoll: Int32
    private let bell: Int32
    private let ownership: pthread_key_t

    /// Jobs from this thread itself, and the ones being run: two arrays which take turns, so that neither is allocated anew.
    private var localJobs: [Job] = []
    private var runningJobs: [Job] = []
    private var registrations: [ObjectIdentifier: LoopRegistration] = [:]
    private var sockets: [Int32: LoopRegistration] = [:]
    /// No alarm is due before this. It may be early, never late, so that moving an alarm back costs nothing.
    private var nextAlarm = Instant.never

    private init() {
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        bell = eventfd(0, Int32(EFD_NONBLOCK) | Int32(EFD_CLOEXEC))
        precondition(epoll >= 0 && bell >= 0, "no file descriptors left for the event loop")
        var key = pthread_key_t()
        pthread_key_create(&key, nil)
        ownership = key
        control(EPOLL_CTL_ADD, bell, EPOLLIN.rawValue)
        let started = BlockingThread.start("postgres-loop") { [self] in run() }
        precondition(started, "no thread left for the event loop")
    }

    // MARK: Jobs

    /// Takes a job of a task which prefers this executor.
    public func enqueue(_ job: consuming ExecutorJob) {
        enqueue(Job(job: UnownedJob(job), isSerial: false))
    }

    func enqueueSerial(_ job: UnownedJob) {
        enqueue(Job(job: job, isSerial: true))
    }

    private func enqueue(_ job: Job) {
        if isCurrent {
            localJobs.append(job)
        } else {
            handIn { $0.jobs.append(job) }
        }
    }

    /// Runs `call` on the loop, soon.
    func post(_ call: @escaping @Sendable () -> Void) {
        handIn { $0.calls.append(call) }
    }

    private func handIn(_ change: (inout Inbox) -> Void) {
        let mustRing = inbox.withLock { inbox in
            change(&inbox)
            defer { inbox.isSleeping = false }
            return inbox.isSleeping
        }
        if mustRing { eventfd_write(bell, 1) }
    }

    /// Whether the caller is on the loop's thread.
    var isCurrent: Bool {
        pthread_getspecific(ownership) == UnsafeMutableRawPointer(Unmanaged.passUnretained(self).toOpaque())
    }

    // MARK: Clients; on the loop's thread only

    func register(_ client: some LoopClient) -> LoopRegistration {
        let registration = LoopRegistration(client: client)
        registrations[ObjectIdentifier(registration)] = registration
        return registration
    }

    func unregister(_ registration: LoopRegistration) {
        registrations[ObjectIdentifier(registration)] = nil
    }

    /// Asks for `alarm(at:)` at that time at the latest.
    func setAlarm(_ registration: LoopRegistration, at instant: Instant) {
        if registration.advanceAlarm(to: instant) { nextAlarm = min(nextAlarm, instant) }
    }

    func watch(_ socket: Int32, _ registration: LoopRegistration, writing: Bool = false) {
        let isNew = sockets.updateValue(registration, forKey: socket) == nil
        control(isNew ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, socket, EPOLLIN.rawValue | (writing ? EPOLLOUT.rawValue : 0))
    }

    /// To be called before the socket is closed.
    func unwatch(_ socket: Int32) {
        guard sockets.removeValue(forKey: socket) != nil else { return }
        control(EPOLL_CTL_DEL, socket, 0)
    }

    private func control(_ operation: Int32, _ socket: Int32, _ events: UInt32) {
        var event = epoll_event()
        event.events = events
        event.data.fd = socket
        epoll_ctl(epoll, operation, socket, &event)
    }

    // MARK: The loop

    private func run() {
        pthread_setspecific(ownership, UnsafeRawPointer(Unmanaged.passUnretained(self).toOpaque()))
        var events = [epoll_event](repeating: epoll_event(), count: 256)
        while true {
            runJobs()
            ringAlarms()
            let hasWork = inbox.withLock { inbox in
                let hasWork = !localJobs.isEmpty || !inbox.jobs.isEmpty || !inbox.calls.isEmpty
                inbox.isSleeping = !hasWork
                return hasWork
            }
            let count = epoll_wait(epoll, &events, Int32(events.count), hasWork ? 0 : nextAlarm.millisecondsFromNow())
            for event in events.prefix(Int(max(count, 0))) {
                if event.data.fd == bell {
                    var rings: eventfd_t = 0
                    eventfd_read(bell, &rings)
                } else {
                    sockets[event.data.fd]?.client.socketReady(event.events)
                }
            }
        }
    }

    /// Runs what other threads handed in, and then what is enqueued here until nothing is: a task that resumes goes through
    /// a few jobs until it waits again, and asking the sockets between them would cost more than the jobs do. The number of
    /// rounds is limited, so that a task which only yields cannot keep the sockets from having their turn.
    private func runJobs() {
        let (jobs, calls) = inbox.withLock { inbox in
            inbox.isSleeping = false
            defer {
                inbox.jobs.removeAll(keepingCapacity: true)
                inbox.calls.removeAll()
            }
            return (inbox.jobs, inbox.calls)
        }
        for call in calls { call() }
        for job in jobs { run(job) }
        for _ in 0..<16 where !localJobs.isEmpty {
            swap(&runningJobs, &localJobs)
            for job in runningJobs { run(job) }
            runningJobs.removeAll(keepingCapacity: true)
        }
    }

    private func run(_ job: Job) {
        if job.isSerial {
            job.job.runSynchronously(on: serialExecutor.asUnownedSerialExecutor())
        } else {
            // It is alone on this thread like the actors are. Said so, it goes on as one of them without another turn.
            job.job.runSynchronously(
                isolatedTo: serialExecutor.asUnownedSerialExecutor(), taskExecutor: asUnownedTaskExecutor())
        }
    }

    private func ringAlarms() {
        guard nextAlarm != .never else { return }
        let now = Instant.now
        guard nextAlarm <= now else { return }
        nextAlarm = .never
        for registration in Array(registrations.values) { registration.ring(at: now) }
        // Clients may have set further alarms meanwhile; those only ever bring `nextAlarm` forward.
        nextAlarm = registrations.values.reduce(nextAlarm) { min($0, $1.alarm) }
    }
}
