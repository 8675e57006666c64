import Logging
import Recovery
import ServiceLifecycle
package import Storage
import Web

/// Tells programs what happens in the house, in the background, until the node stops.
///
/// Each is told in the order of events. One that cannot be reached is tried again from where it
/// was, later each time; the others go on.
struct HookService: Service {
    let store: NodeStore
    let desk: FeedbackDesk
    let house: String
    let scope: HookScope
    let watch: ChangeWatch
    /// How often it asks whether something changed.
    let lookEvery: Duration
    let logger: Logger

    /// How many events a program is told before the others have their turn.
    private static let turnCountMax = 50
    /// How long it is told before the others have theirs: one that answers slowly holds nobody up.
    var turnLength = Duration.seconds(5)
    /// How often it lets go of what everybody knows, in milliseconds.
    private static let tidyMilliseconds: Int64 = 3_600_000

    func run() async throws {
        await cancelWhenGracefulShutdown { [self] in await look() }
    }

    private func look() async {
        let start = Timestamp(milliseconds: .min)
        var (known, next, tidied) = (Int64(-1), start, start)
        while !Task.isCancelled {
            do {
                // The number is read before the events: a write between shows the next time.
                let (version, now) = (try await watch.version(), WallClock.now())
                if version != known || now >= next {
                    next = try await tell()
                    // Not before: what could not be told is asked for again.
                    known = version
                }
                if now.milliseconds - Self.tidyMilliseconds > tidied.milliseconds {
                    tidied = now
                    let store = store
                    try await blocking { try store.letEventsGo(now: now) }
                }
            } catch {
                logger.error("Webhooks could not be told what happened: \(error)")
            }
            // Cancelled is how it ends.
            try? await Task.sleep(for: lookEvery)
        }
    }

    /// Tells everybody what they are to know by now, and says when there may be more to tell.
    private func tell() async throws -> Timestamp {
        let (store, now) = (store, WallClock.now())
        let hooks = try await blocking {
            if let due = try store.nextPromiseDue(), due <= now {
                try store.noteDuePromises(now: now)
            }
            return try store.read { try $0.webhooks() }
        }
        guard !hooks.isEmpty else { return Timestamp(milliseconds: .max) }
        await withDiscardingTaskGroup { group in
            for hook in hooks where hook.waitingCount > 0 && hook.nextAt <= now {
                group.addTask { await tell(hook) }
            }
        }
        return try await blocking {
            let waiting = try store.read { try $0.webhooks() }.filter { $0.waitingCount > 0 }
            let due = try store.nextPromiseDue()
            return (waiting.map(\.nextAt) + [due].compactMap(\.self)).min()
                ?? Timestamp(milliseconds: .max)
        }
    }

    private func tell(_ hook: Webhook) async {
        let store = store
        do {
            let events = try await blocking {
                try store.houseEvents(for: hook, countMax: Self.turnCountMax)
            }
            guard let first = events.first else { return }
            let post: SignedPost
            do { post = try await open(hook) } catch {
                let detail = (error as? HookAddressError)?.description ?? "its name is not known"
                try await settle(first, hook, .later(detail))
                return
            }
            let outcome = await Result { try await tell(events, hook, post) }
            try await post.shutdown()
            try outcome.get()
        } catch {
            logger.error("\(hook.url) could not be told what happened: \(error)")
        }
    }

    private func tell(_ events: [HouseEvent], _ hook: Webhook, _ post: SignedPost) async throws {
        let (store, desk, house) = (store, desk, house)
        let begin = ContinuousClock.now
        for event in events where !Task.isCancelled {
            guard begin.duration(to: .now) < turnLength else { return }
            let body = try await blocking {
                let scenarios = try desk.scenarios()
                return try store.read { try event.json(house: house, scenarios, $0) }
            }
            let answer = body == nil ? .taken : await told(event, body ?? .null, post)
            try await settle(event, hook, answer)
            if case .later = answer { return }
        }
    }

    private func told(_ event: HouseEvent, _ body: JSON, _ post: SignedPost) async -> CarrierAnswer
    {
        do {
            return SignedPost.answer(try await post.send(body, key: event.key), of: "it")
        } catch { return .later("it could not be reached, or did not answer in time") }
    }

    private func settle(_ event: HouseEvent, _ hook: Webhook, _ answer: CarrierAnswer) async throws
    {
        let store = store
        try await blocking {
            try store.settle(event, for: hook, answer, now: WallClock.now())
        }
        switch answer {
        case .taken: break
        case .later(let detail), .unknown(let detail):
            logger.warning("\(hook.url) waits for what happened: \(detail)")
        case .refused(let detail): logger.error("\(hook.url) refused what happened: \(detail)")
        }
    }

    private func open(_ hook: Webhook) async throws -> SignedPost {
        let scope = scope
        let found = try await blocking {
            try HookAddress(hook.url, reaching: scope).resolved(reaching: scope)
        }
        return SignedPost(hook.url, hook.secret, addresses: [found.host: found.address])
    }
}

/// Tells a program that it would be told, so that whoever named it sees whether it hears.
///
/// - Returns: what came of it, in a sentence, and whether it was taken.
package func tryWebhook(
    _ hook: Webhook,
    house: String,
    reaching scope: HookScope
) async throws -> (isTaken: Bool, words: String) {
    let found: (host: String, address: String)
    do {
        found = try await blocking {
            try HookAddress(hook.url, reaching: scope).resolved(reaching: scope)
        }
    } catch let error as HookAddressError {
        return (false, say(error))
    } catch {
        return (false, say("\(hook.url): its name is not known. Check it, and the network."))
    }
    let post = SignedPost(hook.url, hook.secret, addresses: [found.host: found.address])
    let key = "test.\(String(UInt64.random(in: .min ... .max), radix: 36))"
    let body: JSON = [
        "id": .text(key), "type": .text("webhook.test"), "at": .text(WallClock.now().description),
        "house": .text(house),
    ]
    let outcome = await Result { try await post.send(body, key: key) }
    try await post.shutdown()
    switch outcome {
    case .success(200..<300): return (true, say("\(hook.url) took it."))
    case .success(let status):
        return (
            false,
            say(
                "\(hook.url) answered with status \(status). Check its address and secret."
            )
        )
    case .failure:
        return (
            false,
            say(
                "\(hook.url) could not be reached, or did not answer in time."
            )
        )
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}

/// What tells programs what happens.
func hookService(
    _ store: NodeStore,
    _ settings: NodeSettings,
    house: String
) throws -> HookService {
    HookService(
        store: store,
        desk: FeedbackDesk(store),
        house: house,
        scope: settings.ways.hookScope,
        watch: try store.changeWatch(),
        lookEvery: settings.lookEvery,
        logger: settings.logger
    )
}
