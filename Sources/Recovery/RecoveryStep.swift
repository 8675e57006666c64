/// A step of every recovery, in the order in which a guest needs them.
package enum RecoveryStep: Int64, CaseIterable, Sendable, CatalogueChoice {
    /// A named person said sorry.
    case apologise = 1
    /// The failure was put right, or an alternative was accepted.
    case solve
    /// Something was added that is worth more to the guest than it costs.
    case addValue
    /// The cause was looked into.
    case analyse
}
