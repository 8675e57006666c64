package import Logging
package import Web
import Wire

/// How a hub serves.
package struct HubSettings: Sendable {
    /// The directory that holds `hub.db` and its companions.
    package var directory: String
    package var listen: ListenAddress
    package var logger: Logger
    /// Told one line when the hub is ready, with the real port.
    package var announce: @Sendable (String) -> Void

    /// What it shows to speak TLS; nil when a proxy does that, or nobody.
    package var certificate: HubCertificate?
    /// By what the weekly brief leaves; nil when it does not.
    package var mail: HubMail?
    /// How often it looks for commits of other processes: 200 ms.
    package var lookEvery = Duration.milliseconds(200)
    /// The longest that a request waits for news: 55 s, less than what proxies usually allow.
    package var holdMax = Duration.seconds(55)
    /// How many requests may wait for news; others are answered at once.
    package var heldCountMax = 10_000
    /// Bytes of bodies in memory, over all connections; above it requests are sent away.
    package var bodyByteCountMax = 64 << 20
    /// Inflated bytes of the requests that are decoded and applied at a time: 16 MiB.
    package var workByteCountMax = 16 << 20
    /// How many requests wait for that; others are sent away.
    package var lineCountMax = 512

    package init(
        directory: String,
        listen: ListenAddress,
        logger: Logger,
        announce: @escaping @Sendable (String) -> Void
    ) {
        self.directory = directory
        self.listen = listen
        self.logger = logger
        self.announce = announce
    }
}
