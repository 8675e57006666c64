/// Where a corrective action stands.
package enum CorrectiveActionState: Int64, CaseIterable, Sendable, CatalogueChoice {
    case proposed = 1
    case accepted
    case inWork
    /// Done at its sites; its effect is not known yet.
    case done
    /// The effect check says that it helped.
    case effective
    /// The effect check says that it did not help: the problem opens again.
    case ineffective
    case cancelled
}
