import Logging
import Recovery
import ServiceLifecycle
import Storage
import Wire

/// Looks a few times a second whether anything was committed, by this process or another, and
/// tells those who wait; keeps the sidecar and the times at which sites were heard up to date.
struct HubWatch: Service {
    private static let sidecarEvery = Duration.seconds(1)
    private static let heardEvery = Duration.seconds(5)

    let store: HubStore
    let watch: ChangeWatch
    let directory: String
    let desk: ExchangeDesk
    let room: WaitingRoom
    let heard: HeardSites
    let lookEvery: Duration
    let logger: Logger
    /// Given back when the hub has stopped.
    let lock: ServeLock

    func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            var progress = Progress(heardDue: .now + Self.heardEvery)
            while !Task.isCancelled {
                await look(&progress)
                // Cancelled is how it ends.
                try? await Task.sleep(for: lookEvery)
            }
        }
        var last = Progress(heardDue: .now)
        await look(&last)
        lock.release()
    }

    private struct Progress {
        var version: Int64?
        var sidecar: HubSidecar?
        var written: HubSidecar?
        var sidecarDue = ContinuousClock.now
        var heardDue: ContinuousClock.Instant
    }

    private func look(_ progress: inout Progress) async {
        do {
            let now = ContinuousClock.now
            // The number is read before the state: what is committed between shows next time.
            let version = try await watch.version()
            if version != progress.version {
                let store = store
                let news = try await blocking { try store.news() }
                desk.release(room.announce(news))
                progress.version = version
                progress.sidecar = HubSidecar(epoch: news.epoch, generation: news.generation)
            }
            desk.release(room.removeOverdue(now))
            try await writeDue(&progress, now)
        } catch {
            logger.error("The hub could not look at its database: \(error)")
        }
    }

    private func writeDue(_ progress: inout Progress, _ now: ContinuousClock.Instant) async throws {
        if let sidecar = progress.sidecar, sidecar != progress.written, now >= progress.sidecarDue {
            let directory = directory
            try await blocking { try sidecar.write(directory: directory) }
            progress.written = sidecar
            progress.sidecarDue = now + Self.sidecarEvery
        }
        if now >= progress.heardDue {
            let (store, heard, reached) = (store, heard.taken(), heard.takenReaches())
            if !heard.isEmpty { try await blocking { try store.noteHeard(heard) } }
            if !reached.isEmpty { try await blocking { try store.noteReached(reached) } }
            progress.heardDue = now + Self.heardEvery
        }
    }
}
