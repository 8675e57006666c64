import Recovery
package import Wire

// Lists part by part: each begins behind the last entry of the one before, so that what is added
// meanwhile neither repeats nor hides an entry, and a list has no end but its own.

/// The place of a case in the list of cases.
package struct CasePlace: Hashable, Sendable, CustomStringConvertible {
    let isFixed: Bool
    let openedAt: Int64
    let id: ChangeID

    /// Where a case stands in the list.
    package init(_ found: RecoveryCase) {
        isFixed = found.state.rawValue >= CaseState.remedied.rawValue
        openedAt = found.row.number(CaseField.openedAt) ?? 0
        id = found.id
    }

    /// Reads the form of ``description``; nil for any other text.
    package init?(_ text: String) {
        let parts = text.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 3, ["0", "1"].contains(parts[0]), let openedAt = Int64(parts[1]),
            let id = RecordID(String(parts[2]))
        else { return nil }
        isFixed = parts[0] == "1"
        self.openedAt = openedAt
        self.id = ChangeID(rawValue: id.rawValue)
    }

    /// The form that travels.
    package var description: String { "\(isFixed ? 1 : 0)_\(openedAt)_\(id)" }
}

extension StoreReader {
    /// Feedback before some entry, the newest first.
    package func feedback(before id: ChangeID?, countMax: Int) throws -> [FeedbackItem] {
        try rows(Catalogue.feedback, before: id, countMax).map(FeedbackItem.init)
    }

    /// Handovers before some entry, the newest first.
    package func handovers(before id: ChangeID?, countMax: Int) throws -> [Handover] {
        try rows(Catalogue.handover, before: id, countMax).map(Handover.init)
    }

    /// Alarms that nobody has answered, before some entry, the newest first.
    package func openAlarms(before id: ChangeID?, countMax: Int) throws -> [Alarm] {
        let states = AlarmState.allCases.filter(\.isOpen).map { "\($0.rawValue)" }
        return try rows(
            Catalogue.alarm,
            before: id,
            countMax,
            where: "state IN (\(states.joined(separator: ","))) AND"
        ).map(Alarm.init)
    }

    private func rows(
        _ type: RecordType,
        before id: ChangeID?,
        _ countMax: Int,
        where condition: String = ""
    ) throws -> [StoredRow] {
        try rows(
            type,
            "WHERE \(condition) _id < ? ORDER BY _id DESC LIMIT \(max(0, countMax))",
            [.integer(id?.rawValue ?? .max)]
        )
    }
}
