/// The rules without which a copy, a restore or a lost message would do harm.
///
/// The program always runs with all of them. The simulation takes them away one at a time to
/// show that each is needed and that its own checks would notice.
package struct SyncRules: OptionSet, Sendable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The hub knows a node by the token that the node itself renewed before the attempt.
    package static let tokens = SyncRules(rawValue: 1 << 0)
    /// A change after a fork gets a new name; under its old one it has no second effect.
    package static let rekeying = SyncRules(rawValue: 1 << 1)
    /// The hash chain is compared before anything is applied.
    package static let chains = SyncRules(rawValue: 1 << 2)
    /// An edit replaces the versions that its author saw, and no others.
    package static let bases = SyncRules(rawValue: 1 << 3)
    /// What is pulled comes into view only when it is complete.
    package static let staging = SyncRules(rawValue: 1 << 4)
    /// An older revision never replaces a newer one, and a departure counts only if newer.
    package static let revisions = SyncRules(rawValue: 1 << 5)
    /// A node obeys only the reply to its latest attempt.
    package static let latestAttempt = SyncRules(rawValue: 1 << 6)
    /// A cursor older than the last collection of removals gets a snapshot.
    package static let floors = SyncRules(rawValue: 1 << 7)
    /// A restored hub writes under a new number and skips numbers that it may have handed out.
    package static let freshNumbers = SyncRules(rawValue: 1 << 8)
    /// A change that arrives twice has one effect.
    package static let onceOnly = SyncRules(rawValue: 1 << 9)

    package static let all = SyncRules(rawValue: 1 << 10 - 1)
}
