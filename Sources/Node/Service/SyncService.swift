import Logging
import Recovery
import ServiceLifecycle
import Storage
import Sync

/// Keeps a node in step with its hub in the background, and does what `NodeSession` decides.
struct SyncService: Service {
    let store: NodeStore
    let transport: HTTPTransport
    let watch: ChangeWatch
    /// How often it looks for changes, which other processes make too.
    let lookEvery: Duration
    let pace: NodeSession.Pace
    let logger: Logger
    /// Given back when the node has stopped.
    let lock: ServeLock

    func run() async throws {
        await cancelWhenGracefulShutdown { [self] in await sync() }
        lock.release()
        try await transport.shutdown()
    }

    /// An event, and which exchange or timer it came from; 0 for others.
    private struct Occurrence: Sendable {
        var event: NodeSession.Event
        var origin = 0
    }

    private func sync() async {
        let (occurrences, mailbox) = AsyncStream.makeStream(of: Occurrence.self)
        var runner = Runner(service: self, mailbox: mailbox)
        let looking = Task { await look(mailbox) }
        mailbox.yield(Occurrence(event: .started))
        for await occurrence in occurrences where runner.expects(occurrence) {
            await runner.handle(occurrence.event)
        }
        looking.cancel()
        runner.stop()
    }

    private func look(_ mailbox: AsyncStream<Occurrence>.Continuation) async {
        var known: Int64?
        while !Task.isCancelled {
            do {
                // The number is read before the state: a write between shows the next time.
                let version = try await watch.version()
                if version != known {
                    known = version
                    let store = store
                    if try await blocking({ try store.hasUnsent() }) {
                        mailbox.yield(Occurrence(event: .wroteLocally))
                    }
                }
            } catch {
                logger.error("The node could not look at its database: \(error)")
            }
            // Cancelled is how it ends.
            try? await Task.sleep(for: lookEvery)
        }
    }

    /// Performs effects; what comes of them arrives in the mailbox.
    private struct Runner {
        let service: SyncService
        let mailbox: AsyncStream<Occurrence>.Continuation
        private let exchanger: Exchanger
        private var session: NodeSession?
        private var work: Task<Void, Never>?
        private var origin = 0

        init(service: SyncService, mailbox: AsyncStream<Occurrence>.Continuation) {
            self.service = service
            self.mailbox = mailbox
            exchanger = Exchanger(
                store: service.store,
                transport: service.transport,
                logger: service.logger
            )
        }

        /// Whether the exchange or timer from which it came is still the present one.
        func expects(_ occurrence: Occurrence) -> Bool {
            occurrence.origin == 0 || occurrence.origin == origin
        }

        func stop() { work?.cancel() }

        mutating func handle(_ event: NodeSession.Event) async {
            if session == nil {
                session = NodeSession(pace: service.pace, blocker: await blocker())
            }
            var events = [event]
            while !events.isEmpty {
                let effects = session?.handle(
                    events.removeFirst(),
                    now: WallClock.now(),
                    chance: .random(in: 0..<1)
                )
                for effect in effects ?? [] {
                    if let event = await perform(effect) { events.append(event) }
                }
            }
        }

        private mutating func perform(_ effect: NodeSession.Effect) async -> NodeSession.Event? {
            switch effect {
            case .send(let hold): return await send(hold: hold)
            case .scheduleTimer(let wait):
                begin { origin, mailbox in
                    do { try await Task.sleep(for: wait) } catch { return }
                    mailbox.yield(Occurrence(event: .timer, origin: origin))
                }
            case .cancelExchange:
                work?.cancel()
                origin += 1
            case .report(let blocker): await report(blocker)
            }
            return nil
        }

        private mutating func send(hold: Duration) async -> NodeSession.Event? {
            let (exchanger, logger) = (exchanger, service.logger)
            do {
                let attempt = try await exchanger.attempt(hold: hold)
                let overdue = service.pace.overdue + attempt.hold
                begin { origin, mailbox in
                    let watchdog = Task {
                        do { try await Task.sleep(for: overdue) } catch { return }
                        mailbox.yield(Occurrence(event: .overdue, origin: origin))
                    }
                    let event = await Self.complete(attempt, exchanger, logger)
                    watchdog.cancel()
                    mailbox.yield(Occurrence(event: event, origin: origin))
                }
                return .sent(isHeld: attempt.isHeld)
            } catch let failure as TransportFailure {
                return .failed(failure.trouble, retryAfter: nil)
            } catch {
                logger.error("The node could not make a request: \(error)")
                return .failed(.storeFailed, retryAfter: nil)
            }
        }

        private static func complete(
            _ attempt: Exchanger.Attempt,
            _ exchanger: Exchanger,
            _ logger: Logger
        ) async -> NodeSession.Event {
            do {
                return .replied(try await exchanger.complete(attempt).outcome)
            } catch let failure as TransportFailure {
                if !Task.isCancelled { logger.notice("\(failure)") }
                return .failed(failure.trouble, retryAfter: failure.retryAfter)
            } catch {
                logger.error("The node could not take a reply in: \(error)")
                return .failed(.storeFailed, retryAfter: nil)
            }
        }

        /// Begins an exchange or a timer in the place of the one before.
        private mutating func begin(
            _ work: @escaping @Sendable (Int, AsyncStream<Occurrence>.Continuation) async -> Void
        ) {
            self.work?.cancel()
            origin += 1
            let (origin, mailbox) = (origin, mailbox)
            self.work = Task { await work(origin, mailbox) }
        }

        private func blocker() async -> Blocker? {
            let store = service.store
            do { return try await blocking { try store.blocker() } } catch {
                service.logger.error("The node could not read its state: \(error)")
                return nil
            }
        }

        private func report(_ blocker: Blocker?) async {
            let store = service.store
            if let trouble = blocker?.trouble {
                service.logger.warning("\(trouble.sentence) \(trouble.nextStep)")
            } else {
                service.logger.info("In step with the hub again.")
            }
            do { try await blocking { try store.setBlocker(blocker) } } catch {
                service.logger.error("The node could not note its state: \(error)")
            }
        }
    }
}
