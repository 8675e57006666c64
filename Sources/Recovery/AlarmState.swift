/// What became of an alarm to a responder.
package enum AlarmState: Int64, CaseIterable, Sendable, StagedChoice {
    /// Sent, nobody has answered yet.
    case raised = 1
    /// A responder has taken it.
    case acknowledged
    /// A responder said, with a reason, that nothing needs doing.
    case dismissed
    /// Not answered in time, passed to the next in line.
    case escalated

    /// The states that may follow; an alarm that reached the last in line stays escalated.
    package var nextStates: [AlarmState] {
        switch self {
        case .raised: [.acknowledged, .dismissed, .escalated]
        case .escalated: [.acknowledged, .dismissed]
        case .acknowledged: [.dismissed]
        case .dismissed: []
        }
    }

    /// An alarm.
    package static let subject = "alarm"
}
