/// What this program calls itself to others.
package enum Product {
    package static let version = "0.1.0"
    /// The `User-Agent` of a node, from which the hub takes its version.
    package static let userAgent = "amends/" + version
}

/// Where and as what the messages of syncing travel.
package enum SyncEndpoint {
    package static let exchangePath = "/sync/v1/exchange"
    package static let enrolPath = "/sync/v1/enrol"
    /// Where a node says by which key it wants to be known.
    package static let keyPath = "/sync/v1/key"
    /// Where a node asks in which records it and the hub differ.
    package static let comparePath = "/sync/v1/compare"
    package static let contentType = "application/vnd.amends.sync"
}
