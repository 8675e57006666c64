/// Where headquarters stands with a problem.
///
/// Nobody sets it: it follows from what is known of the cause and from the corrective actions.
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

    /// The state by what is known and done; one that has relapsed stays so until somebody acts.
    package func following(
        isCauseShown: Bool,
        actions: [CorrectiveActionState]
    ) -> ProblemState {
        if actions.contains(where: { $0 == .accepted || $0 == .inWork }) { return .acting }
        if actions.contains(.done) { return .watching }
        if self == .relapsed { return .relapsed }
        if actions.contains(.effective) { return .solved }
        return isCauseShown ? .understood : .open
    }
}
