import Logging
import Recovery
import ServiceLifecycle
import Storage

/// Sends a kind of failure back to triage when its first team is wrong too often for chance.
struct RoutingService: Service {
    let desk: FeedbackDesk
    let watch: ChangeWatch
    let logger: Logger
    /// How often it looks, when something was written meanwhile.
    var lookEvery = Duration.seconds(120)

    func run() async throws {
        await cancelWhenGracefulShutdown { [self] in await look() }
    }

    private func look() async {
        var known = Int64(-1)
        while !Task.isCancelled {
            do {
                let version = try await watch.version()
                if version != known {
                    known = version
                    try await blocking { [self] in try step(WallClock.now()) }
                }
            } catch {
                logger.error("The routing of cases could not be judged: \(error)")
            }
            // Cancelled is how it ends.
            try? await Task.sleep(for: lookEvery)
        }
    }

    func step(_ now: Timestamp) throws {
        let scenarios = Array(try desk.scenarios().values)
        for code in try desk.store.fallBackToTriage(scenarios, now: now) {
            logger.warning("\(code) goes to triage again: its first team was wrong too often")
        }
    }
}
