import Recovery

/// What a case's place in the order of the inbox follows from: its clock that runs out next, or
/// the guest's departure where that comes before.
///
/// By its clocks alone it holds until the case changes, whatever the hour.
enum InboxStanding: Hashable, Sendable {
    /// The clock runs until a moment, or has run out then.
    case due(Timestamp)
    /// Before that, or while it stands still, the guest leaves.
    case leaves(Timestamp)
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

    /// How it stands with a guest who leaves: a departure comes before a clock that runs out
    /// later, and before one that stands still from 24 hours on.
    ///
    /// A guest who has left does not move it any more.
    func with(_ checkOut: CheckOutClock?, at now: Timestamp) -> InboxStanding {
        guard let checkOut, !checkOut.isOver(at: now) else { return self }
        switch self {
        case .due(let due): return checkOut.departsAt < due ? .leaves(checkOut.departsAt) : self
        case .paused, .endless:
            return checkOut.isLastChance(at: now) ? .leaves(checkOut.departsAt) : self
        case .leaves, .putRight: return self
        }
    }

    /// When it runs out or ran out; nil where nothing does.
    var moment: Timestamp? {
        switch self {
        case .due(let moment), .leaves(let moment): moment
        case .paused, .endless, .putRight: nil
        }
    }

    /// By what rows are ordered: what is over longest or runs out next comes first, then what
    /// stands still, then what is done.
    var order: Int64 {
        switch self {
        case .due(let moment), .leaves(let moment): moment.milliseconds
        case .paused: .max - 2
        case .endless: .max - 1
        case .putRight: .max
        }
    }

    /// Under which heading it stands at `now`.
    func group(at now: Timestamp) -> InboxGroup {
        switch self {
        case .due(let due), .leaves(let due):
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
        case .over: say("Over")
        case .soon: say("Runs out within the hour")
        case .later: say("Later")
        case .paused: say("Paused")
        case .putRight: say("Put right")
        }
    }

    var note: String {
        switch self {
        case .over: say("we said a time and it has passed")
        case .soon: say("in the order of their clocks")
        case .later: say("on course")
        case .paused: say("someone else has the next step; the clock stands still")
        case .putRight: say("ask the guest, find out why, then close")
        }
    }
}
