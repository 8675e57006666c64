package import Hummingbird
import Logging
import Recovery
import Storage
import Sync
import Web

/// Assembles a node that serves its directory, and syncs, until it is asked to stop.
///
/// - Throws: ``StoreError`` when the directory holds no node, cannot be used, or is served by
///   another process; ``NodeError/notEnrolled``.
package func buildNode(_ settings: NodeSettings) async throws -> some ApplicationProtocol {
    let path = settings.directory + "/node.db"
    let lock = try ServeLock(database: path, directory: settings.directory)
    let store = try NodeStore(path: path)
    let membership = try store.membership()
    let router = Router(context: HouseContext.self)
    router.add(middleware: ProblemMiddleware { _ in nil })
    let pages = try HousePages(store, membership, ways: settings.ways)
    pages.add(to: router)
    router.get("/health") { _, _ in
        NodeHealth(
            site: membership.siteCode,
            try await blocking { try store.syncStatus(now: WallClock.now()) }
        )
    }
    let sync = SyncService(
        store: store,
        transport: try HTTPTransport(store),
        watch: try ChangeWatch(path: path),
        lookEvery: settings.lookEvery,
        pace: settings.pace,
        logger: settings.logger,
        lock: lock
    )
    let (listen, announce) = (settings.listen, settings.announce)
    var random = SystemRandomNumberGenerator()
    if let code = try store.drawSetUpCode(using: &random) {
        settings.logger.warning("Nobody can sign in yet. The set-up code for its page is \(code)")
    }
    return Application(
        router: router,
        configuration: ApplicationConfiguration(
            address: listen.bindAddress,
            serverName: Product.userAgent
        ),
        services: [
            sync,
            EscalationService(
                pages: pages,
                watch: try ChangeWatch(path: path),
                logger: settings.logger
            ),
            NumbersService(pages: pages, logger: settings.logger),
            RoutingService(
                desk: pages.desk,
                watch: try ChangeWatch(path: path),
                logger: settings.logger
            ),
        ] + messageServices(store, settings, house: membership.siteName)
            + [try hookService(store, settings, house: membership.siteName)],
        onServerRunning: {
            announce("amends node \(membership.siteCode) is serving at \(listen.url($0))")
        },
        logger: settings.logger
    )
}

/// What `/health` says.
private struct NodeHealth: ResponseEncodable {
    var status = "ok"
    var version = Product.version
    var site: String
    var unsent: Int64
    var oldestUnsentSeconds: Int64?
    var verified: Bool
    var blocker: String?

    init(site: String, _ sync: SyncStatus) {
        self.site = site
        unsent = sync.unsent
        oldestUnsentSeconds = sync.oldestUnsentSeconds
        verified = sync.isVerified
        blocker = sync.blocker?.trouble.rawValue
    }
}
