/// Why a promised time was missed; one reason a case, the one that weighed most.
package enum LateReason: Int64, CaseIterable, Sendable, CatalogueChoice {
    /// Nobody was there to do it.
    case nobodyFree = 1
    /// Somebody else needed help more.
    case moreUrgent
    /// It came to the wrong team, or lay between two shifts.
    case wentAstray
    /// A part or an outside firm was waited for.
    case partMissing
    /// The guest was away, or did not want to be disturbed.
    case guestAway
    /// It took longer than such a failure does.
    case harderThanThought
    /// It was done in time and ticked too late.
    case tickedLate

    /// The reason as people say it.
    package var words: String {
        switch self {
        case .nobodyFree: "nobody was free"
        case .moreUrgent: "something else was more urgent"
        case .wentAstray: "it went to the wrong place first"
        case .partMissing: "a part or an outside firm was waited for"
        case .guestAway: "the guest was away or not to be disturbed"
        case .harderThanThought: "it was harder than thought"
        case .tickedLate: "it was done in time and ticked late"
        }
    }
}

/// Whether the promised times of a case were kept.
package enum Punctuality: Hashable, Sendable {
    /// None was missed.
    case inTime
    /// At least one was, for the reason that somebody gave.
    case late(LateReason?)
}

extension CaseClocks {
    /// Whether a promised time was missed, or is over now.
    ///
    /// What was over before anybody wrote the case down, as with an import of last month's
    /// surveys, nobody could keep.
    package func hasMissed(at now: Timestamp, writtenAt: Timestamp) -> Bool {
        all.contains { $0.clock.isOver(at: now) && !$0.clock.isOver(at: writtenAt) }
    }
}

extension CaseClock {
    fileprivate func isOver(at moment: Timestamp) -> Bool {
        switch reading(at: moment).state {
        case .missed, .over: true
        case .running, .paused, .met, .withdrawn, .endless: false
        }
    }
}
