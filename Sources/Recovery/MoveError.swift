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
package enum MoveError<State: StagedChoice>: Error, Hashable, Spoken {
    /// It is in that state already.
    case alreadyThere(State)
    /// That state does not follow this one.
    case notNext(from: State, to: State)

    /// What to do next, in one sentence.
    package var sentence: Sentence {
        let subject = Sentence(stringLiteral: State.subject)
        return switch self {
        case .alreadyThere(let state):
            "Nothing to do: this \(subject) is \(state) already."
        case .notNext(let from, let to) where from.nextStates.isEmpty:
            "This \(subject) is \(from) and cannot become \(to); nothing follows this state."
        case .notNext(let from, let to):
            """
            This \(subject) is \(from) and cannot become \(to) from there; it can become \
            \(Sentence.anyOf(from.nextStates)).
            """
        }
    }
}
