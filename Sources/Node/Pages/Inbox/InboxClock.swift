import Recovery

/// What a case's place in the order of the inbox follows from: its clock that runs out next.
///
/// It holds until the case changes, whatever the hour.
enum InboxStanding: Hashable, Sendable {
    /// The clock runs until a moment, or has run out then.
    case due(Timestamp)
    /// It stands still.
    case paused
    /// It has no end, because its hours never come.
    case endless
    /// Nothing runs: it was put right.
    case putRight

    init(_ reading: ClockReading) {
        self =
            switch reading.state {
            case .running(let due, _), .over(let due, _): .due(due)
            case .paused: .paused
            case .endless: .endless
            case .met, .missed, .withdrawn: .putRight
            }
    }

    /// By what rows are ordered: what is over longest or runs out next comes first, then what
    /// stands still, then what is done.
    var order: Int64 {
        switch self {
        case .due(let due): due.milliseconds
        case .paused: .max - 2
        case .endless: .max - 1
        case .putRight: .max
        }
    }

    /// Under which heading it stands at `now`.
    func group(at now: Timestamp) -> InboxGroup {
        switch self {
        case .due(let due):
            due < now ? .over : due.milliseconds - now.milliseconds < 3_600_000 ? .soon : .later
        case .paused: .paused
        case .endless: .later
        case .putRight: .putRight
        }
    }
}

/// The headings of the inbox, in their order.
enum InboxGroup: Int, CaseIterable, Sendable {
    case over, soon, later, paused, putRight

    var title: String {
        switch self {
        case .over: "Over"
        case .soon: "Runs out within the hour"
        case .later: "Later"
        case .paused: "Paused"
        case .putRight: "Put right"
        }
    }

    var note: String {
        switch self {
        case .over: "we said a time and it has passed"
        case .soon: "in the order of their clocks"
        case .later: "on course"
        case .paused: "someone else has the next step; the clock stands still"
        case .putRight: "ask the guest, find out why, then close"
        }
    }
}
