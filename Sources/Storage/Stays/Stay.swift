package import Recovery
package import Wire

/// One guest party's stay in the house.
package struct Stay: Sendable {
    /// The record.
    package let row: StoredRow

    /// The stay in a row of its table.
    package init(_ row: StoredRow) { self.row = row }

    /// The record's name.
    package var id: ChangeID { row.id }
    /// The booking's number, by which a list that comes again knows it.
    package var booking: String? { row.text(StayField.booking) }
    /// The room.
    package var place: String? { row.text(StayField.place) }
    /// The guest's name.
    package var guest: String? { row.text(StayField.guest) }
    /// How the guest can be reached.
    package var contact: String? { row.text(StayField.contact) }
    /// The guest's language.
    package var language: String? { row.text(StayField.language) }
    /// When the guest comes.
    package var arrivesAt: Timestamp? { row.time(StayField.arrivesAt) }
    /// When the guest leaves.
    package var departsAt: Timestamp? { row.time(StayField.departsAt) }
    /// How the house ranks the guest, such as Gold or VIP.
    package var tier: String? { row.text(StayField.tier) }
    /// Whether the guest does not come.
    package var isCancelled: Bool { row.isSet(StayField.isCancelled) }

    /// What one night costs the guest.
    package var rate: Money? {
        guard let minorUnits = row.number(StayField.rateMinor),
            let currency = row.text(StayField.currency).flatMap(Currency.init(stored:))
        else { return nil }
        return Money(minorUnits: minorUnits, currency: currency)
    }

    /// The clock that ends with the departure; nil when that is not known or the stay is off.
    package var checkOut: CheckOutClock? {
        isCancelled ? nil : departsAt.map(CheckOutClock.init)
    }

    /// Whether the house treats the guest as very important.
    package var isVeryImportant: Bool {
        (tier ?? "").foldedForSearch.split { !$0.isLetter && !$0.isNumber }
            .contains { $0.hasPrefix("vip") }
    }

    /// Names what stands, so that a form can say what it was made from.
    package var edition: String {
        row.edition(of: [
            StayField.booking, .place, .guest, .contact, .language, .arrivesAt, .departsAt,
            .rateMinor, .currency, .tier, .isCancelled,
        ])
    }

    /// Whether a guest's name is this party's: they share a word of three letters or more.
    package func isNamed(_ guest: String) -> Bool {
        let words = Self.words(of: guest)
        return !words.isEmpty && !words.isDisjoint(with: Self.words(of: self.guest ?? ""))
    }

    private static func words(of name: String) -> Set<Substring> {
        let words = name.foldedForSearch.split { !$0.isLetter && !$0.isNumber }
        let long = words.filter { $0.count >= 3 }
        return Set(long.isEmpty ? words : long)
    }
}

extension RecoveryCase {
    /// The stay in which the guest was let down.
    package var stay: ChangeID? { row.reference(CaseField.stay) }

    /// The clock of the guest's departure, while there is something left to mend.
    package func checkOut(_ stay: Stay?) -> CheckOutClock? {
        state.isOpen && state != .remedied ? stay?.checkOut : nil
    }
}

extension StoreReader {
    /// The stay of an id; nil when it is not here.
    package func stay(_ id: ChangeID) throws -> Stay? {
        try row(Catalogue.stay, id).map(Stay.init)
    }

    /// The stay in which a case's guest was let down.
    package func stay(of found: RecoveryCase) throws -> Stay? { try found.stay.flatMap(stay) }

    /// Stays that touch a stretch of time, the earliest departure first, from after one on;
    /// without cancelled ones.
    package func stays(
        from start: Timestamp,
        to end: Timestamp,
        after id: ChangeID? = nil,
        countMax: Int
    ) throws -> [Stay] {
        let order = "departsAt, COALESCE(place, ''), _id"
        let rest = id.map {
            " AND (\(order)) > (SELECT \(order) FROM stay WHERE _id = \($0.rawValue))"
        }
        return try rows(
            Catalogue.stay,
            """
            WHERE departsAt > ? AND arrivesAt < ? AND isCancelled IS NOT 1\(rest ?? "")
            ORDER BY \(order) LIMIT \(max(0, countMax))
            """,
            [.time(start), .time(end)]
        ).map(Stay.init)
    }

    /// How many stays touch a stretch of time, arrive in it, and leave in it.
    package func stayCounts(from start: Timestamp, to end: Timestamp) throws -> (
        all: Int, arrivals: Int, departures: Int
    ) {
        let statement = try RawStatement(
            database,
            """
            SELECT COUNT(*), TOTAL(arrivesAt >= ?1), TOTAL(departsAt < ?2) FROM stay
            WHERE departsAt > ?1 AND arrivesAt < ?2 AND isCancelled IS NOT 1
            """
        )
        defer { statement.reset() }
        statement.bind(1, start.milliseconds)
        statement.bind(2, end.milliseconds)
        guard try statement.step() else { return (0, 0, 0) }
        return (
            Int(statement.integer(0)), Int(statement.integer(1)), Int(statement.integer(2))
        )
    }

    /// Stays of one room around a moment, those that hold it first; without cancelled ones.
    package func stays(
        in room: RoomName,
        around moment: Timestamp,
        within span: Duration
    ) throws -> [Stay] {
        let reach = span.components.seconds * 1000
        let stays = try rows(
            Catalogue.stay,
            """
            WHERE place = ? COLLATE NOCASE AND departsAt > ? AND arrivesAt <= ?
                AND isCancelled IS NOT 1 ORDER BY arrivesAt, _id
            """,
            [
                .text(room.text), .integer(moment.milliseconds - reach),
                .integer(moment.milliseconds + reach),
            ]
        ).map(Stay.init)
        let (present, near) = (
            stays.filter { $0.holds(moment) }, stays.filter { !$0.holds(moment) }
        )
        return present + near
    }

    /// The cases of a stay, oldest first.
    package func cases(ofStay id: ChangeID) throws -> [RecoveryCase] {
        try rows(Catalogue.recoveryCase, "WHERE stay = ? ORDER BY openedAt, _id", [.reference(id)])
            .map(RecoveryCase.init)
    }

    /// How many open cases each stay has.
    package func openCaseCounts(ofStays ids: [ChangeID]) throws -> [ChangeID: Int] {
        let open = CaseState.allCases.filter(\.isOpen).map { "\($0.rawValue)" }
            .joined(separator: ", ")
        let statement = try RawStatement(
            database,
            """
            SELECT stay, COUNT(*) FROM recovery_case
            WHERE stay IN (SELECT value FROM json_each(?)) AND state IN (\(open)) GROUP BY stay
            """
        )
        defer { statement.reset() }
        statement.bind(1, "[\(ids.map { "\($0.rawValue)" }.joined(separator: ","))]")
        var counts: [ChangeID: Int] = [:]
        while try statement.step() {
            counts[ChangeID(rawValue: statement.integer(0))] = Int(statement.integer(1))
        }
        return counts
    }
}

extension Stay {
    /// Whether the guest is in the house at a moment, by the times of the booking.
    package func holds(_ moment: Timestamp) -> Bool {
        guard let arrivesAt, let departsAt else { return false }
        return arrivesAt <= moment && moment < departsAt
    }
}
