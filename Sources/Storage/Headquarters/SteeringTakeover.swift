import GRDB
package import Recovery
package import Wire

/// Why headquarters does not work on a case, and what to do.
package enum TakeoverRefusal: Error, Equatable, CustomStringConvertible {
    /// The work is done, or goes on in another case.
    case isOver(String)
    /// Headquarters has it already.
    case taken(String, by: String)
    /// The house has it.
    case notTaken(String)

    /// What to do next.
    package var description: String {
        switch self {
        case .isOver(let reference): "Nothing to take over: \(reference) is closed or merged."
        case .taken(let reference, let owner):
            "\(owner) has \(reference) already. Talk to them before you write to the guest."
        case .notTaken(let reference):
            "The house has \(reference). Take it over first, or leave it to the house."
        }
    }
}

extension HubTransaction {
    /// Has headquarters work on a case whose house cannot be reached.
    ///
    /// Whoever comes back to the house reads who has it, and since when; what the house did
    /// meanwhile meets it as edits of two places always meet.
    ///
    /// - Throws: ``TakeoverRefusal`` or ``CaseworkError/noSuchCase(_:)``.
    package func takeOver(_ id: ChangeID, for owner: String) throws {
        let found = try recoveryCase(id)
        guard found.state.isOpen else { throw TakeoverRefusal.isOver(found.reference) }
        if found.marks.takenOverAt != nil, let holder = found.owner {
            throw TakeoverRefusal.taken(found.reference, by: holder)
        }
        if try alarms(of: found.id).contains(where: { $0.state.isOpen }) {
            try acknowledgeAlarm(of: found.id)
        }
        try assignCase(found.id, team: nil, owner: owner)
        try mark(found.id) { $0.takeOver(at: now) }
        try note(
            "Headquarters took this over while the house could not be reached. "
                + "\(owner) works on it.",
            about: found
        )
    }

    /// Does something with a case that headquarters has taken over.
    ///
    /// - Throws: ``TakeoverRefusal/notTaken(_:)``, and what `body` throws.
    package func work(on id: ChangeID, _ body: (RecoveryCase) throws -> Void) throws {
        let found = try recoveryCase(id)
        guard found.marks.takenOverAt != nil else {
            throw TakeoverRefusal.notTaken(found.reference)
        }
        try body(found)
    }
}

extension RecordTransaction {
    /// Gives a case that headquarters had taken over back to its house; others stay as they are.
    package func endTakeover(of id: ChangeID, because words: String) throws {
        let found = try recoveryCase(id)
        guard found.marks.takenOverAt != nil else { return }
        try mark(found.id) { $0.giveBack(at: now) }
        try note(words, about: found)
    }

    fileprivate func mark(_ id: ChangeID, _ change: (inout CaseMarks) -> Void) throws {
        let found = try recoveryCase(id)
        var marks = found.marks
        change(&marks)
        try edit(found.row, [CaseField.tags: .words(marks.tags)])
    }
}

extension StoreReader {
    private static let isOpen = "state IN (\(openStates.joined(separator: ", ")))"
    private static let openStates = CaseState.allCases.filter(\.isOpen).map { "\($0.rawValue)" }

    /// The open cases of one site, what is worst first, then what has waited longest.
    package func urgentCases(of site: UInt32, countMax: Int) throws -> [RecoveryCase] {
        try rows(
            Catalogue.recoveryCase,
            """
            WHERE _scope = ? AND \(Self.isOpen) AND COALESCE(isDrill, 0) = 0
            ORDER BY severity DESC, COALESCE(openedAt, 0), _id LIMIT \(max(0, countMax))
            """,
            [.integer(Int64(site))]
        ).map(RecoveryCase.init)
    }

    /// The open cases that headquarters has taken over and not given back, oldest first.
    package func casesTakenOver() throws -> [RecoveryCase] {
        try rows(
            Catalogue.recoveryCase,
            "WHERE \(Self.isOpen) AND instr(tags, '\(CaseMarks.taken)') > 0 ORDER BY _id",
            []
        ).map(RecoveryCase.init).filter { $0.marks.takenOverAt != nil }
    }
}

extension HubStore {
    /// Writes down that somebody at headquarters opened a case of a house, with the guest's words.
    package func recordOpening(of reference: String, by person: String, now: Timestamp) throws {
        try database.write {
            try Journal.add("\(person) opened \(reference), a house's case", now, $0)
        }
    }
}
