package import Recovery

/// What keeps a node from being in step with the hub, and since when.
package struct Blocker: Hashable, Sendable {
    package var trouble: SyncTrouble
    package var since: Timestamp

    package init(_ trouble: SyncTrouble, since: Timestamp) {
        self.trouble = trouble
        self.since = since
    }
}
