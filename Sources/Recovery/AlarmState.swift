/// What became of an alarm to a responder.
package enum AlarmState: Int64, CaseIterable, Sendable, CatalogueChoice {
    /// Sent, nobody has answered yet.
    case raised = 1
    /// A responder has taken it.
    case acknowledged
    /// A responder said, with a reason, that nothing needs doing.
    case dismissed
    /// Not answered in time, passed to the next in line.
    case escalated
}
