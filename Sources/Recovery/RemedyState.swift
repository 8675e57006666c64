/// How far one remedy has come, from idea to the guest's hands.
package enum RemedyState: Int64, CaseIterable, Sendable, CatalogueChoice {
    /// Somebody thinks it fits.
    case proposed = 1
    /// Within authority, or a person with the authority agreed.
    case approved
    /// The guest has been told.
    case offered
    /// The guest said yes.
    case accepted
    /// The guest said no.
    case declined
    /// The guest has it.
    case delivered
    /// Taken back, for example a double payment.
    case reversed
}
