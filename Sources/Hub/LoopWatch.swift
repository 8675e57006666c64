import Logging
import Recovery
import ServiceLifecycle
import Storage
import Wire

/// Looks once an hour whether a failure came back that an action had been found to mend; then the
/// action is ineffective, and its problem open again.
struct LoopWatch: Service {
    private static let lookEvery = Duration.seconds(3600)

    let store: HubStore
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            while !Task.isCancelled {
                let store = store
                do {
                    try await blocking { _ = try Self.reopen(store, now: WallClock.now()) }
                } catch {
                    logger.error("The hub could not look whether failures came back: \(error)")
                }
                // Cancelled is how it ends.
                try? await Task.sleep(for: Self.lookEvery)
            }
        }
    }

    /// Reopens what came back, and says how many actions that were.
    static func reopen(_ store: HubStore, now: Timestamp) throws -> Int {
        let standings = try store.standings(now: now)
        let found = try store.read { reader in
            let reading = ActionReading(reader, standings, now: now)
            let kinds = Dictionary(
                try reader.problems().map { ($0.id, $0.scenario) },
                uniquingKeysWith: { first, _ in first }
            )
            return try reader.actions().compactMap { action in
                guard let kind = action.problem.flatMap({ kinds[$0] }) else { return nil }
                return try reading.relapse(of: action, on: kind).map { (action.id, $0) }
            } as [(id: ChangeID, relapse: ActionRelapse)]
        }
        guard !found.isEmpty else { return 0 }
        try store.change(author: "Amends", now: now) { transaction in
            for (id, relapse) in found {
                try transaction.move(
                    action: id,
                    to: .ineffective,
                    effect: EffectWords.relapse(relapse)
                )
            }
        }
        return found.count
    }
}
