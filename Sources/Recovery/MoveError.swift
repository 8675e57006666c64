/// A state that says which states may follow.
package protocol StagedChoice: CatalogueChoice, Hashable {
    /// The states that a plain move may lead to.
    var nextStates: [Self] { get }
    /// What moves, such as `case`.
    static var subject: String { get }
}

extension StagedChoice {
    /// The state itself, when it may follow this one.
    ///
    /// - Throws: ``MoveError`` saying what may follow instead.
    package func move(to next: Self) throws(MoveError<Self>) -> Self {
        guard next != self else { throw .alreadyThere(self) }
        guard nextStates.contains(next) else { throw .notNext(from: self, to: next) }
        return next
    }
}

/// Why something cannot move to another state.
package enum MoveError<State: StagedChoice>: Error, Hashable, Sendable, CustomStringConvertible {
    /// It is in that state already.
    case alreadyThere(State)
    /// That state does not follow this one.
    case notNext(from: State, to: State)

    /// What to do next, in one sentence.
    package var description: String {
        switch self {
        case .alreadyThere(let state):
            return "Nothing to do: this \(State.subject) is \(state.words) already."
        case .notNext(let from, let to):
            let refusal = "This \(State.subject) is \(from.words) and cannot become \(to.words)"
            let next = from.nextStates.map(\.words)
            guard let last = next.last else { return refusal + "; nothing follows this state." }
            let others = next.dropLast().joined(separator: ", ")
            return refusal + " from there; it can become "
                + (others.isEmpty ? last : "\(others) or \(last)") + "."
        }
    }
}
