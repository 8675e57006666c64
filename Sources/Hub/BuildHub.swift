package import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import Recovery
import ServiceLifecycle
import Storage
import Web
import Wire

/// Assembles a hub that serves its directory until it is asked to stop.
///
/// - Throws: ``StoreError`` when the directory holds no hub, cannot be used, or is served by
///   another process.
package func buildHub(_ settings: HubSettings) async throws -> some ApplicationProtocol {
    let path = settings.directory + "/hub.db"
    let lock = try ServeLock(database: path, directory: settings.directory)
    let store = try HubStore(path: path)
    let news = try meetSidecar(store, settings)
    let room = WaitingRoom(news: news, countMax: settings.heldCountMax)
    let queue = IngestQueue(store)
    let desk = ExchangeDesk(
        queue: queue,
        room: room,
        holdMax: settings.holdMax
    )
    let heard = HeardSites()
    let router = Router(context: HubContext.self)
    let pages = try HubPages(store)
    if settings.certificate != nil { router.add(middleware: SecureCookies()) }
    router.add(middleware: SignedReplies(keys: try store.keys()))
    router.add(middleware: ProblemMiddleware(HubProblems.problem))
    SyncRoutes(
        store: store,
        callers: CallerCheck(store: store),
        desk: desk,
        heard: heard,
        arrivals: Gate(byteCapacity: settings.bodyByteCountMax, lineCountMax: 0),
        work: Gate(byteCapacity: settings.workByteCountMax, lineCountMax: settings.lineCountMax)
    ).add(to: router)
    pages.add(to: router)
    addHealth(to: router, store, room, queue)
    let watch = HubWatch(
        store: store,
        watch: try ChangeWatch(path: path),
        directory: settings.directory,
        desk: desk,
        room: room,
        heard: heard,
        lookEvery: settings.lookEvery,
        logger: settings.logger,
        lock: lock
    )
    try tellSetUpCode(store, settings)
    return Application(
        router: router,
        server: try server(settings),
        configuration: ApplicationConfiguration(
            address: settings.listen.bindAddress,
            serverName: Product.userAgent,
            backlog: 1024
        ),
        services: [watch] + services(store, settings),
        onServerRunning: { channel in
            let url = settings.listen.url(channel, isSecure: settings.certificate != nil)
            settings.announce("amends hub is serving at \(url)")
        },
        logger: settings.logger
    )
}

/// What works beside the pages.
private func services(_ store: HubStore, _ settings: HubSettings) -> [any Service] {
    let loop = LoopWatch(store: store, logger: settings.logger)
    let brief = settings.mail.map {
        BriefMailService(
            store: store,
            mail: $0,
            lookEvery: .seconds(60),
            logger: settings.logger
        )
    }
    return [loop] + [brief].compactMap(\.self)
}

private func addHealth(
    to router: Router<HubContext>,
    _ store: HubStore,
    _ room: WaitingRoom,
    _ queue: IngestQueue
) {
    router.get("/health") { _, _ in
        HubHealth(
            status: "ok",
            version: Product.version,
            epoch: String(try await blocking { try store.news(for: 0) }.epoch.rawValue, radix: 16),
            waiting: room.count,
            queued: queue.count
        )
    }
}

/// Speaks TLS 1.3 by itself when there is a certificate.
private func server(_ settings: HubSettings) throws -> HTTPServerBuilder {
    guard let certificate = settings.certificate else { return .http1() }
    return try .tls(.http1(), tlsConfiguration: certificate.configuration)
}

private func tellSetUpCode(_ store: HubStore, _ settings: HubSettings) throws {
    var random = SystemRandomNumberGenerator()
    guard let code = try store.drawSetUpCode(using: &random) else { return }
    settings.logger.warning("Nobody can sign in yet. The set-up code for its page is \(code)")
}

private func meetSidecar(_ store: HubStore, _ settings: HubSettings) throws -> HubNews {
    let sidecar = HubSidecar(directory: settings.directory)
    let epoch = Epoch(rawValue: .random(in: .min ... .max))
    if try store.meet(sidecar, newEpoch: epoch, now: WallClock.now()) {
        settings.announce(
            """
            The hub's database is older than its sidecar: it was copied back. The hub goes on in \
            a new epoch, and every site offers again what may be missing.
            """
        )
    }
    return try store.news()
}

/// What `/health` says.
private struct HubHealth: ResponseEncodable {
    var status: String
    var version: String
    var epoch: String
    /// Requests that wait for news.
    var waiting: Int
    /// Requests that are being answered, or wait for it.
    var queued: Int
}
