package import Recovery
package import Wire

extension StoreReader {
    /// How far from its times a stay is still meant, for guests who come early or leave late.
    private static let turnover = Duration.seconds(12 * 3600)
    /// How far from a case stays are offered for it.
    private static let nearby = Duration.seconds(5 * 86_400)

    /// The stay of a room at a moment, when there is no doubt which; at nodes only.
    ///
    /// It holds the moment, or is the only one within 12 hours. A guest who was named otherwise
    /// is somebody else.
    package func stay(in place: String?, guest: String?, at moment: Timestamp) throws -> Stay? {
        guard role == .node, let room = place.flatMap(RoomName.init) else { return nil }
        let near = try stays(in: room, around: moment, within: Self.turnover)
        let present = near.filter { $0.holds(moment) }
        let meant = present.isEmpty ? near : present
        guard meant.count == 1, let stay = meant.first else { return nil }
        if let guest, stay.guest != nil, !stay.isNamed(guest) { return nil }
        return stay
    }

    /// Stays that may be a case's: of its room around the time, the likeliest first.
    package func likelyStays(of found: RecoveryCase, countMax: Int) throws -> [Stay] {
        guard let room = found.place.flatMap(RoomName.init) else { return [] }
        let stays = try stays(in: room, around: found.happenedAt, within: Self.nearby)
        return Array(stays.filter { $0.id != found.stay }.prefix(max(0, countMax)))
    }

    /// The one stay around a moment that answers to a room, a booking's number or a name.
    ///
    /// - Throws: ``StayError`` when none or several do.
    package func stay(named text: String, around moment: Timestamp) throws -> Stay {
        let booked = try rows(Catalogue.stay, where: StayField.booking, is: .text(text))
        if let row = booked.first { return Stay(row) }
        let roomed = try RoomName(text).map { room in
            let near = try stays(in: room, around: moment, within: Self.turnover)
            let present = near.filter { $0.holds(moment) }
            return present.isEmpty ? near : present
        }
        var found = roomed ?? []
        if found.isEmpty {
            let reach = Self.nearby.components.seconds * 1000
            found = try stays(
                from: Timestamp(milliseconds: moment.milliseconds - reach),
                to: Timestamp(milliseconds: moment.milliseconds + reach),
                countMax: Self.namedCountMax
            ).filter { $0.isNamed(text) }
        }
        guard let stay = found.first else { throw StayError.notFound(text) }
        guard found.count == 1 else { throw StayError.ambiguous(text, count: found.count) }
        return stay
    }

    /// So many stays are looked through for a name.
    private static let namedCountMax = 5_000

    /// What makes a case weigh more, as far as the stay tells.
    package func urgency(
        of found: RecoveryCase,
        _ stay: Stay,
        at now: Timestamp
    ) throws -> Set<UrgencyFactor> {
        var factors: Set<UrgencyFactor> = []
        if stay.isVeryImportant { factors.insert(.veryImportantGuest) }
        if stay.checkOut?.isUrgent(at: now) == true { factors.insert(.leavingSoon) }
        let isRepeated = try cases(ofStay: stay.id).contains { other in
            other.id != found.id && other.state != .merged && !other.isDrill
                && found.scenario != nil && other.scenario == found.scenario
                && other.openedAt <= found.openedAt
        }
        if isRepeated { factors.insert(.repeatedInStay) }
        return factors
    }
}

extension RecoveryCase {
    /// When the failure happened, as far as is known.
    fileprivate var happenedAt: Timestamp { row.time(CaseField.occurredAt) ?? openedAt }
}

extension RecordTransaction {
    /// The stay in which a case that is to be opened belongs; nil when there is doubt.
    func stay(for opening: CaseOpening) throws -> Stay? {
        // After the stay the room tells nothing; headquarters has the rooms of every house.
        guard opening.touchpoint != .postStay, site != 0, opening.scope == nil else { return nil }
        return try reader.stay(
            in: opening.place,
            guest: opening.guest,
            at: opening.occurredAt ?? opening.receivedAt
        )
    }

    /// Binds a case to the stay in which it happened, or to none; a guest who is not named yet is
    /// named from it.
    ///
    /// - Throws: ``StayError/noSuchStay``, or `CaseMoveError` when the case is over.
    package func attachStay(_ stay: ChangeID?, to id: ChangeID) throws {
        let found = try recoveryCase(id)
        if found.state == .closed { throw CaseMoveError.isClosed }
        if found.state == .merged { throw CaseMoveError.isMerged }
        guard let stay else { return try edit(found.row, [CaseField.stay: .null]) }
        guard let kept = try reader.stay(stay) else { throw StayError.noSuchStay }
        try edit(
            found.row,
            [
                CaseField.stay: .reference(kept.id),
                .guest: .words(found.guest ?? kept.guest),
                .place: .words(found.place ?? kept.place),
            ]
        )
    }
}
