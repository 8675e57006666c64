/// Where a failure goes that the program has recognised in a guest's words.
package enum RoutingMode: Int64, CaseIterable, Sendable, CatalogueChoice {
    /// To the triage desk, which confirms or corrects the name and forwards it.
    case triage = 1
    /// Straight to the scenario's responder.
    case direct
}
