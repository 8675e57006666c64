/// What people make of a statistical finding.
package enum SignalState: Int64, CaseIterable, Sendable, CatalogueChoice {
    case open = 1
    case investigating
    /// There was something.
    case confirmed
    /// There was nothing.
    case falseAlarm
    /// Looked into; nobody can tell.
    case unclear
    /// There was something, and why was known: a season, a fair, a form that asks otherwise.
    case knownReason
}
