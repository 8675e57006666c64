package import Recovery
package import Wire

/// One person's span on the roster.
package struct Duty: Sendable {
    /// The record.
    package let row: StoredRow

    /// The duty in a row of its table.
    package init(_ row: StoredRow) { self.row = row }

    /// The record's name.
    package var id: ChangeID { row.id }

    /// Who is on duty when, and in which team.
    package var span: DutySpan {
        DutySpan(
            person: row.text(DutyField.person) ?? "",
            team: row.text(DutyField.team) ?? "",
            from: row.time(DutyField.startsAt) ?? Timestamp(milliseconds: 0),
            to: row.time(DutyField.endsAt) ?? Timestamp(milliseconds: 0),
            isDeputy: row.isSet(DutyField.isDeputy)
        )
    }
}

extension StoreReader {
    /// What the roster says of a stretch of time, in the order in which it begins.
    package func duties(from start: Timestamp, to end: Timestamp) throws -> [Duty] {
        try rows(
            Catalogue.duty,
            "WHERE endsAt > ? AND startsAt < ? AND isCancelled IS NOT 1 ORDER BY startsAt, _id",
            [.time(start), .time(end)]
        ).map(Duty.init)
    }

    /// Who is on duty.
    package func onDuty(at now: Timestamp) throws -> OnDuty {
        let next = Timestamp(milliseconds: now.milliseconds + 1)
        return OnDuty(try duties(from: now, to: next).map(\.span), at: now)
    }
}

extension RecordTransaction {
    /// Puts somebody on the roster.
    ///
    /// - Throws: ``DutyError``.
    @discardableResult
    package func addDuty(_ span: DutySpan) throws -> ChangeID {
        guard !span.person.isEmpty else { throw DutyError.nobody }
        guard span.from < span.to else { throw DutyError.endsBeforeItBegins }
        let length = span.to.milliseconds - span.from.milliseconds
        guard length <= DutyError.hourCountMax * 3_600_000 else { throw DutyError.tooLong }
        let others = try rows(Catalogue.duty, where: DutyField.person, is: .text(span.person))
        for other in others where !other.isSet(DutyField.isCancelled) {
            let other = Duty(other).span
            guard other.to <= span.from || span.to <= other.from else {
                throw DutyError.onDutyAlready(span.person)
            }
        }
        return try create(
            Catalogue.duty,
            [
                DutyField.person: .text(span.person), .team: .words(span.team),
                .startsAt: .time(span.from), .endsAt: .time(span.to),
                .isDeputy: span.isDeputy ? .flag(true) : .null,
            ]
        )
    }

    /// Takes a span off the roster.
    ///
    /// - Throws: ``DutyError/noSuchDuty``.
    package func cancelDuty(_ id: ChangeID) throws {
        guard let row = try row(Catalogue.duty, id) else { throw DutyError.noSuchDuty }
        try edit(row, [DutyField.isCancelled: .flag(true)])
    }
}

/// Why the roster stays as it is, and what to do about it.
package enum DutyError: Error, Hashable, Spoken {
    /// A span without a person.
    case nobody
    /// A span that is none.
    case endsBeforeItBegins
    /// A span that nobody works.
    case tooLong
    /// The person is on the roster then.
    case onDutyAlready(String)
    /// The span is not on the roster.
    case noSuchDuty

    /// The longest span in hours.
    package static let hourCountMax: Int64 = 24

    /// What to do next, in one sentence.
    package var sentence: Sentence {
        switch self {
        case .nobody: "Choose who is on duty."
        case .endsBeforeItBegins: "Let the duty end after it begins."
        case .tooLong: "Let a duty last \(Self.hourCountMax) hours at most."
        case .onDutyAlready(let person):
            "\(person) is on the roster at that time already. Take the other span off first."
        case .noSuchDuty: "That duty is no longer on the roster. Open the page again."
        }
    }
}
