package import Recovery
package import Wire

extension RecoveryCase {
    /// Why a promised time was missed, as somebody said.
    package var lateReason: LateReason? { row.choice(CaseField.lateReason) }

    /// When it was written down, which may be long after somebody was heard.
    package var writtenAt: Timestamp { Timestamp(milliseconds: row.stamp.milliseconds) }
}

extension StoreReader {
    /// Whether the promised times of a case were kept, by the clocks of its house.
    package func punctuality(
        of found: RecoveryCase,
        _ house: ClockHouse,
        at now: Timestamp
    ) throws -> Punctuality {
        let hasMissed = try clocks(of: [found], house)[found.id].map {
            $0.hasMissed(at: now, writtenAt: found.writtenAt)
        }
        return hasMissed == true ? .late(found.lateReason) : .inTime
    }
}

extension RecordTransaction {
    /// Sets why a promised time was missed.
    ///
    /// - Throws: ``CaseworkError/noSuchCase(_:)``, or `CaseMoveError` when the case is merged.
    package func explainLateness(of id: ChangeID, _ reason: LateReason) throws {
        let found = try recoveryCase(id)
        if found.state == .merged { throw CaseMoveError.isMerged }
        try edit(found.row, [CaseField.lateReason: .choice(reason)])
    }
}
