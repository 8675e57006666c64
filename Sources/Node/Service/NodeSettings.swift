package import Logging
package import Sync
package import Web

/// How a node serves.
package struct NodeSettings: Sendable {
    /// The directory that holds `node.db` and its companions.
    package var directory: String
    package var listen: ListenAddress
    package var logger: Logger
    /// Told one line when the node is ready, with the real port.
    package var announce: @Sendable (String) -> Void

    /// How messages to guests leave the house; by hand alone unless said otherwise.
    package var ways = MessageWays()
    /// How often it looks for changes to send: 200 ms.
    package var lookEvery = Duration.milliseconds(200)
    package var pace = NodeSession.Pace.standard

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
