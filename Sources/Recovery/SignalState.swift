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
}
