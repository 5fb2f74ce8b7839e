#if DEBUG
    import Foundation
    import Synchronization

    /// Places at which a test can have the process die, as in a power cut. Only debug builds have them.
    ///
    /// `FIELDWORK_FAULT=after-claim:2` kills the process the second time it gets there, with a line on standard error first, so
    /// that the test knows that it got there.
    package enum FaultPoint: String, CaseIterable, Sendable {
        /// The incarnation is in the database, nothing is claimed.
        case leaseBegun = "lease-begun"
        /// Jobs are claimed, and nothing of them runs.
        case afterClaim = "after-claim"
        /// The handler is about to begin.
        case afterStart = "after-start"
        /// The handler has read and computed something.
        case midRun = "mid-run"
        /// The handler is done, nothing is sent.
        case beforeSettle = "before-settle"
        /// The settlement is on its way: dies a moment later, wherever that is.
        case settleSent = "settle-sent"
        /// The settlement is committed and nobody was told.
        case afterSettle = "after-settle"
        /// Due jobs are promoted.
        case afterPromotion = "after-promotion"
        /// A lost process's jobs are back in line.
        case afterRecovery = "after-recovery"

        /// The environment variable that names the point.
        package static let variable = "FIELDWORK_FAULT"

        private static let armed: (point: FaultPoint, visit: Int)? = {
            let words = ProcessInfo.processInfo.environment[variable]?.split(separator: ":") ?? []
            // Meant for this process, not for its children.
            unsetenv(variable)
            guard words.count == 2, let point = FaultPoint(rawValue: String(words[0])), let visit = Int(words[1]) else {
                return nil
            }
            return (point, visit)
        }()
        private static let visits = Atomic(0)

        /// Dies here if this is the point and the visit that were asked for.
        package func reach() {
            guard let armed = Self.armed, armed.point == self,
                Self.visits.add(1, ordering: .relaxed).newValue == armed.visit
            else { return }
            FileHandle.standardError.write(Data("fault point reached: \(rawValue)\n".utf8))
            if self == .settleSent {
                Thread.detachNewThread {
                    usleep(500)
                    kill(getpid(), SIGKILL)
                }
            } else {
                kill(getpid(), SIGKILL)
            }
        }
    }
#else
    package enum FaultPoint {
        case leaseBegun, afterClaim, afterStart, midRun, beforeSettle, settleSent, afterSettle, afterPromotion, afterRecovery

        @inlinable package func reach() {}
    }
#endif
