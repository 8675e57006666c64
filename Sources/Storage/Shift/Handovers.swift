package import Recovery
package import Wire

/// What one shift hands to the next, signed by both.
package struct Handover: Sendable {
    /// The record.
    package let row: StoredRow

    /// The handover in a row of its table.
    package init(_ row: StoredRow) { self.row = row }

    /// The record's name.
    package var id: ChangeID { row.id }
    /// Which shift it was.
    package var shift: String { row.text(HandoverField.shift) ?? "" }
    /// The cases that were open, by reference.
    package var cases: [String] {
        (row.text(HandoverField.cases) ?? "").split(separator: " ").map(String.init)
    }
    /// What the list does not say.
    package var text: String { row.text(HandoverField.text) ?? "" }
    /// Who leaves.
    package var givenBy: String { row.text(HandoverField.givenBy) ?? row.author }
    /// When it was given.
    package var givenAt: Timestamp {
        row.time(HandoverField.givenAt) ?? Timestamp(milliseconds: row.stamp.milliseconds)
    }
    /// Who came; nil while nobody has signed.
    package var takenBy: String? { row.text(HandoverField.takenBy) }
    /// When it was taken.
    package var takenAt: Timestamp? { row.time(HandoverField.takenAt) }
}

extension StoreReader {
    /// Handovers, the newest first.
    package func handovers(countMax: Int) throws -> [Handover] {
        try rows(
            Catalogue.handover,
            "ORDER BY givenAt DESC, _id DESC LIMIT \(max(0, countMax))",
            []
        )
        .map(Handover.init)
    }

    /// The open cases that somebody has, oldest first.
    package func openCases(ownedBy owner: String) throws -> [RecoveryCase] {
        let states = CaseState.allCases.filter(\.isOpen).map { "\($0.rawValue)" }
        return try rows(
            Catalogue.recoveryCase,
            "WHERE owner = ? AND state IN (\(states.joined(separator: ","))) ORDER BY openedAt",
            [.text(owner)]
        ).map(RecoveryCase.init)
    }
}

extension RecordTransaction {
    /// Gives the shift to the next, in the author's name.
    package func giveHandover(
        shift: String,
        cases: [String],
        text: String
    ) throws -> ChangeID {
        try create(
            Catalogue.handover,
            [
                HandoverField.shift: .words(shift),
                .cases: .words(cases.joined(separator: " ")),
                .text: .words(text), .givenBy: .text(author), .givenAt: .time(now),
            ]
        )
    }

    /// Takes a shift over in the author's name, and with it the leaving person's open cases.
    ///
    /// - Returns: how many cases changed hands.
    /// - Throws: ``HandoverError``.
    package func takeHandover(_ id: ChangeID) throws -> Int {
        guard let row = try row(Catalogue.handover, id) else { throw HandoverError.noSuchHandover }
        let handover = Handover(row)
        if let taken = handover.takenBy { throw HandoverError.taken(by: taken) }
        guard handover.givenBy != author else { throw HandoverError.samePerson }
        try edit(row, [HandoverField.takenBy: .text(author), .takenAt: .time(now)])
        return try takeOverCases(of: handover.givenBy)
    }

    /// Makes all open cases of somebody the author's.
    ///
    /// - Returns: how many changed hands.
    @discardableResult
    package func takeOverCases(of person: String) throws -> Int {
        let open = try rows(Catalogue.recoveryCase, where: CaseField.owner, is: .text(person))
            .map(RecoveryCase.init).filter(\.state.isOpen)
        for found in open {
            try assignCase(found.id, team: nil, owner: author)
            try note("Taken over from \(person).", about: found)
        }
        return open.count
    }
}

/// Why a handover does not count, and what to do about it.
package enum HandoverError: Error, Hashable, Spoken {
    /// There is none of this name here.
    case noSuchHandover
    /// One person cannot sign for both shifts.
    case samePerson
    /// Somebody has signed.
    case taken(by: String)

    /// What to do next, in one sentence.
    package var sentence: Sentence {
        switch self {
        case .noSuchHandover: "That handover is not here. Open the page again."
        case .samePerson:
            "You gave this shift yourself. Let the person who comes sign in and take it."
        case .taken(let person): "\(person) has taken this shift already. Nothing was changed."
        }
    }
}
