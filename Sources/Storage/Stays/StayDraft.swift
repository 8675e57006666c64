package import Recovery
package import Wire

/// What somebody typed, or a list says, of a stay.
package struct StayDraft: Hashable, Sendable {
    /// The booking's number; nil for a stay that only this house knows.
    package var booking: String?
    /// The room; nil while it is not given out.
    package var room: RoomName?
    /// The guest's name.
    package var guest: String?
    /// How the guest can be reached.
    package var contact: String?
    /// The guest's language.
    package var language: String?
    /// When the guest comes.
    package var arrivesAt: Timestamp
    /// When the guest leaves.
    package var departsAt: Timestamp
    /// What one night costs.
    package var rate: Money?
    /// How the house ranks the guest.
    package var tier: String?
    /// Whether the guest does not come.
    package var isCancelled = false

    /// The longest stay, in days, and the longest text of a field, in characters.
    package static let (dayCountMax, textLengthMax) = (400, 200)

    /// A stay between two moments.
    ///
    /// - Throws: ``StayError`` when it ends before it begins, or is too long.
    package init(arrivesAt: Timestamp, departsAt: Timestamp) throws(StayError) {
        guard arrivesAt < departsAt else { throw .endsBeforeItBegins }
        let length = departsAt.milliseconds - arrivesAt.milliseconds
        guard length <= Int64(Self.dayCountMax) * 86_400_000 else { throw .tooLong }
        (self.arrivesAt, self.departsAt) = (arrivesAt, departsAt)
    }

    /// What it sets; what says nothing leaves what is known already as it is.
    fileprivate var said: [(StayField, Cell)] {
        let all: [(StayField, Cell)] = [
            (.booking, .words(booking)), (.place, .words(room?.text)), (.guest, .words(guest)),
            (.contact, .words(contact)), (.language, .words(language)),
            (.arrivesAt, .time(arrivesAt)), (.departsAt, .time(departsAt)),
            (.rateMinor, rate.map { .integer($0.minorUnits) } ?? .null),
            (.currency, .words(rate?.currency.code)), (.tier, .words(tier)),
        ]
        return all.filter { $0.1 != .null }
    }
}

/// What became of a stay that came in.
package enum StayReceipt: Hashable, Sendable {
    /// It is new.
    case added(ChangeID)
    /// Something of it changed.
    case changed(ChangeID)
    /// All of it was known.
    case known(ChangeID)

    /// The stay.
    package var id: ChangeID {
        switch self {
        case .added(let id), .changed(let id), .known(let id): id
        }
    }
}

/// What cannot be kept as a stay, and what to do instead.
package enum StayError: Error, Hashable, Spoken {
    /// The dates are turned round.
    case endsBeforeItBegins
    /// Longer than anybody stays.
    case tooLong
    /// Neither a room nor a guest.
    case nobody
    /// There is no such stay here.
    case noSuchStay
    /// Nothing, or more than one stay, answers to what was looked for.
    case notFound(String), ambiguous(String, count: Int)
    /// Another stay has the number.
    case bookingTaken(String)
    /// Somebody changed it after it was looked at.
    case changedSince

    /// What to do next.
    package var sentence: Sentence {
        switch self {
        case .endsBeforeItBegins: "Let the guest leave after they come."
        case .tooLong: "A stay has \(StayDraft.dayCountMax) days at most. Check the dates."
        case .nobody: "Write a room or a guest: without either nobody finds the stay again."
        case .noSuchStay: "That stay is not here. Open the list of stays again."
        case .notFound(let text):
            "No stay of these days answers to '\(text)'. Add it on the page of stays first."
        case .ambiguous(let text, let count):
            "\(count) stays answer to '\(text)'. Write the number of the booking."
        case .bookingTaken(let number):
            "Booking \(number) is here already. Search for it and change that one."
        case .changedSince:
            "Somebody has changed this stay since you opened it. Look at what stands now first."
        }
    }
}

extension RecordTransaction {
    /// Keeps a stay: one of the same booking is brought up to date, else it is new.
    ///
    /// What the draft says nothing about stays as it is, so that a list without telephone numbers
    /// does not wipe out those that staff wrote down.
    ///
    /// - Throws: ``StayError/nobody``.
    package func keepStay(_ draft: StayDraft) throws -> StayReceipt {
        guard draft.room != nil || draft.guest != nil else { throw StayError.nobody }
        guard let booking = draft.booking,
            let row = try rows(Catalogue.stay, where: StayField.booking, is: .text(booking)).first
        else {
            let cancelled: [(StayField, Cell)] =
                draft.isCancelled ? [(.isCancelled, .flag(true))] : []
            let fields = (draft.said + cancelled).map { ($0.0.rawValue, $0.1) }
            return .added(try create(Catalogue.stay, scope: nil, fields: fields))
        }
        var fields = draft.said
        if row.isSet(StayField.isCancelled) != draft.isCancelled {
            fields.append((.isCancelled, .flag(draft.isCancelled)))
        }
        let news = fields.filter { row[$0.0] != $0.1 }
        guard !news.isEmpty else { return .known(row.id) }
        try edit(row, fields: news.map { ($0.0.rawValue, $0.1) })
        return .changed(row.id)
    }

    /// Sets all of a stay as somebody typed it, what is empty included.
    ///
    /// - Parameters:
    ///   - id: the stay.
    ///   - draft: what is to stand.
    ///   - seen: the edition that the author looked at; nil where none was.
    /// - Throws: ``StayError``.
    package func rewriteStay(_ id: ChangeID, _ draft: StayDraft, seen: String? = nil) throws {
        guard draft.room != nil || draft.guest != nil else { throw StayError.nobody }
        guard let row = try row(Catalogue.stay, id) else { throw StayError.noSuchStay }
        guard seen == nil || seen == Stay(row).edition else { throw StayError.changedSince }
        if let booking = draft.booking {
            let others = try rows(Catalogue.stay, where: StayField.booking, is: .text(booking))
            guard others.allSatisfy({ $0.id == id }) else { throw StayError.bookingTaken(booking) }
        }
        try edit(
            row,
            [
                StayField.booking: .words(draft.booking), .place: .words(draft.room?.text),
                .guest: .words(draft.guest), .contact: .words(draft.contact),
                .language: .words(draft.language), .arrivesAt: .time(draft.arrivesAt),
                .departsAt: .time(draft.departsAt),
                .rateMinor: draft.rate.map { .integer($0.minorUnits) } ?? .null,
                .currency: .words(draft.rate?.currency.code), .tier: .words(draft.tier),
                .isCancelled: draft.isCancelled ? .flag(true) : .null,
            ]
        )
    }
}
