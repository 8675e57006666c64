import Recovery
import Wire

extension RecordTransaction {
    /// How far from a stay's times a case may still be the stay's, in milliseconds.
    private var turnoverMilliseconds: Int64 { 12 * 3_600_000 }

    /// Binds cases that were written down before their stay was known: those without a stay, of
    /// the time of some stays that came in, where there is no doubt which stay is meant.
    ///
    /// A case that somebody has closed is bound too: when its guest stayed is still true.
    ///
    /// - Returns: how many were bound.
    @discardableResult
    package func bindOlderCases(to drafts: [StayDraft]) throws -> Int {
        guard site != 0, let start = drafts.map(\.arrivesAt).min(),
            let end = drafts.map(\.departsAt).max()
        else { return 0 }
        let cases = try reader.casesWithoutStay(
            from: Timestamp(milliseconds: start.milliseconds - turnoverMilliseconds),
            to: Timestamp(milliseconds: end.milliseconds + turnoverMilliseconds)
        )
        return try cases.count { found in
            let moment = found.row.time(CaseField.occurredAt) ?? found.openedAt
            guard let stay = try reader.stay(in: found.place, guest: found.guest, at: moment)
            else { return false }
            try edit(
                found.row,
                [
                    CaseField.stay: .reference(stay.id), .guest: .words(found.guest ?? stay.guest),
                ]
            )
            return true
        }
    }
}

extension StoreReader {
    /// The cases of a stretch of time that name a room and no stay; after the stay the room tells
    /// nothing.
    fileprivate func casesWithoutStay(
        from start: Timestamp,
        to end: Timestamp
    ) throws -> [RecoveryCase] {
        try rows(
            Catalogue.recoveryCase,
            """
            WHERE stay IS NULL AND place IS NOT NULL AND openedAt >= ? AND openedAt < ?
                AND touchpoint IS NOT \(Touchpoint.postStay.rawValue)
                AND state <> \(CaseState.merged.rawValue)
            ORDER BY _id
            """,
            [.time(start), .time(end)]
        ).map(RecoveryCase.init)
    }
}
