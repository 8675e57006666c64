package import Recovery
package import Wire

/// The five items of CARES, by somebody who leads or by the guest.
package struct CaresItems: Hashable, Sendable {
    /// The items that were answered, 1...7 each.
    package var scores: [Item: RecoveryScore]

    /// Answers, some of which may be missing.
    package init(_ scores: [Item: RecoveryScore]) { self.scores = scores }

    /// The mean of what was answered; nil for nothing.
    package var index: Double? {
        scores.isEmpty
            ? nil : Double(scores.values.reduce(0) { $0 + $1.value }) / Double(scores.count)
    }

    /// What is looked at.
    package enum Item: CaseIterable, Sendable {
        /// The guest knew how it stood.
        case communication
        /// The house stood by its mistake.
        case accountability
        /// Somebody came at once.
        case responsiveness
        /// The guest was understood.
        case empathy
        /// The solution was the right one.
        case solution

        fileprivate var reviewed: CaresReviewField {
            switch self {
            case .communication: .communication
            case .accountability: .accountability
            case .responsiveness: .responsiveness
            case .empathy: .empathy
            case .solution: .solution
            }
        }

        fileprivate var surveyed: RecoverySurveyField {
            switch self {
            case .communication: .communication
            case .accountability: .accountability
            case .responsiveness: .responsiveness
            case .empathy: .empathy
            case .solution: .solution
            }
        }
    }

    /// What a guest answered.
    init(survey row: StoredRow) { self.init { row.number($0.surveyed) } }

    fileprivate init(_ value: (Item) -> Int64?) {
        scores = [:]
        for item in Item.allCases {
            // What is not on the scale counts as not answered.
            scores[item] = value(item).flatMap { try? RecoveryScore(Int($0)) }
        }
    }
}

/// How somebody who leads saw the handling of a case.
package struct CaresReview: Sendable {
    /// The record.
    package let row: StoredRow
    /// The five items.
    package let items: CaresItems

    init(_ row: StoredRow) {
        self.row = row
        items = CaresItems { row.number($0.reviewed) }
    }

    /// The case.
    package var recoveryCase: ChangeID? { row.reference(CaresReviewField.recoveryCase) }
    /// What is to be learnt.
    package var text: String { row.text(CaresReviewField.text) ?? "" }
    /// Who reviewed it.
    package var author: String { row.author }
    /// When.
    package var reviewedAt: Timestamp {
        row.time(CaresReviewField.reviewedAt) ?? Timestamp(milliseconds: row.stamp.milliseconds)
    }
}

/// Why a review is not taken.
package enum ReviewRefusal: Error, Hashable, Spoken {
    /// The case is not closed.
    case notClosed
    /// Somebody who worked on a case does not review it.
    case ownCase
    /// There is a review.
    case reviewed(by: String)
    /// An item has no answer.
    case itemMissing

    /// What to do next, in one sentence.
    package var sentence: Sentence {
        switch self {
        case .notClosed: "Close the case first; a review looks back."
        case .ownCase: "You worked on this case yourself. Let somebody else who leads review it."
        case .reviewed(let person): "\(person) has reviewed this case already; that review stands."
        case .itemMissing: "Give each of the five a number from 1 to 7."
        }
    }
}

extension RecordTransaction {
    /// Keeps the author's review of a closed case.
    ///
    /// - Throws: ``ReviewRefusal``, or ``CaseworkError/noSuchCase(_:)``.
    package func review(_ id: ChangeID, _ items: CaresItems, _ text: String) throws {
        let found = try recoveryCase(id)
        guard found.state == .closed else { throw ReviewRefusal.notClosed }
        guard try !workedOn(found) else { throw ReviewRefusal.ownCase }
        guard items.scores.count == CaresItems.Item.allCases.count else {
            throw ReviewRefusal.itemMissing
        }
        if let known = try reader.reviews(of: [found.id])[found.id] {
            throw ReviewRefusal.reviewed(by: known.author)
        }
        let scores = CaresItems.Item.allCases.map { item in
            (item.reviewed.rawValue, Cell.number(items.scores[item]?.value))
        }
        let others: [(CaresReviewField, Cell)] = [
            (.recoveryCase, .reference(found.id)), (.text, .words(text)),
            (.reviewedAt, .time(now)),
        ]
        _ = try create(
            Catalogue.caresReview,
            scope: found.row.scope,
            fields: (others.map { ($0.0.rawValue, $0.1) } + scores).sorted { $0.0 < $1.0 }
        )
    }
}

extension RecordTransaction {
    /// Whether the author had the case, or wrote down work on it.
    private func workedOn(_ found: RecoveryCase) throws -> Bool {
        if found.owner == author { return true }
        let id = Cell.reference(found.id)
        let work =
            try rows(Catalogue.note, where: NoteField.recoveryCase, is: id)
            + rows(Catalogue.contactAttempt, where: ContactAttemptField.recoveryCase, is: id)
            + rows(Catalogue.remedyEvent, where: RemedyEventField.recoveryCase, is: id)
        return work.contains { $0.author == author }
    }
}

extension StoreReader {
    /// The reviews of some cases; of two that were made apart the earlier one.
    package func reviews(of cases: [ChangeID]) throws -> [ChangeID: CaresReview] {
        let ids = "[\(cases.map { "\($0.rawValue)" }.joined(separator: ","))]"
        let reviews = try rows(
            Catalogue.caresReview,
            "WHERE recoveryCase IN (SELECT value FROM json_each(?)) ORDER BY reviewedAt, _id",
            [.text(ids)]
        ).map(CaresReview.init)
        return Dictionary(
            reviews.compactMap { review in review.recoveryCase.map { ($0, review) } },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// What the guest of a case said of the same five when it was closed; nil when they said
    /// nothing.
    package func guestItems(of id: ChangeID) throws -> CaresItems? {
        let rows = try rows(
            Catalogue.recoverySurvey,
            where: RecoverySurveyField.recoveryCase,
            is: .reference(id)
        )
        return rows.first { $0.number(RecoverySurveyField.wave) == SurveyWave.first.rawValue }
            .map(CaresItems.init(survey:))
            .flatMap { $0.scores.isEmpty ? nil : $0 }
    }
}
