/// The times promised for a kind of failure.
package enum TargetClass: Int64, CaseIterable, Sendable, CatalogueChoice {
    /// Acknowledged in 5 minutes, on the scene in 15, fixed in 60.
    case t1 = 1
    /// Acknowledged in 10 minutes, on the scene in 30, fixed in 4 hours or the room changed.
    case t2
    /// Acknowledged in 30 minutes, on the scene and fixed the same day.
    case t3
    /// After the stay: acknowledged the same business day, contact in 1, closed in 5.
    case tp

    /// The word in scenario files, such as `T1`.
    package var words: String { name.uppercased() }

    /// The time until a responder has answered the alarm.
    package var acknowledge: TargetTime {
        switch self {
        case .t1: .minutes(5)
        case .t2: .minutes(10)
        case .t3: .minutes(30)
        case .tp: .businessDays(0)
        }
    }

    /// The time until somebody is with the guest, in person or on the telephone.
    package var onScene: TargetTime {
        switch self {
        case .t1: .minutes(15)
        case .t2: .minutes(30)
        case .t3: .sameDay
        case .tp: .businessDays(1)
        }
    }

    /// The time until the failure is put right.
    package var fixed: TargetTime {
        switch self {
        case .t1: .minutes(60)
        case .t2: .minutes(240)
        case .t3: .sameDay
        case .tp: .businessDays(5)
        }
    }
}

/// A promised time, counted from the moment the feedback was received.
package enum TargetTime: Hashable, Sendable {
    /// So many minutes by the clock.
    case minutes(Int)
    /// By the end of the site's day.
    case sameDay
    /// By the end of the business day so many business days later; 0 is the same one.
    case businessDays(Int)
}
