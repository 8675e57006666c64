/// Where headquarters stands with a problem.
package enum ProblemState: Int64, CaseIterable, Sendable, CatalogueChoice {
    /// Named, cause not known yet.
    case open = 1
    /// The cause is known.
    case understood
    /// Corrective actions are under way.
    case acting
    /// Actions are done; whether they helped is being watched.
    case watching
    case solved
    /// It came back after it was solved.
    case relapsed
}
