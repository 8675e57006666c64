/// What became of a promise to a guest.
package enum CommitmentState: Int64, CaseIterable, Sendable, StagedChoice {
    /// It is owed.
    case open = 1
    /// It was done, in time or late: the clock says which.
    case kept
    /// It will not be done, and the guest was told so.
    case withdrawn

    /// The states that may follow.
    package var nextStates: [CommitmentState] {
        switch self {
        case .open: [.kept, .withdrawn]
        case .kept, .withdrawn: []
        }
    }

    /// A promise.
    package static let subject = "promise"
}
