import Recovery
import Storage
import Web

/// A stay as it stands in the form.
struct StayForm: Decodable, Sendable {
    var booking: String?
    var room: String?
    var guest: String?
    var contact: String?
    var language: String?
    var arrives: String
    var departs: String
    var rate: String?
    var tier: String?
    var cancelled: String?
    /// The edition of the stay that the form was made from; nil for a new one.
    var seen: String?

    /// An empty form: from this afternoon to tomorrow before noon.
    init(_ time: HouseTime, _ now: Timestamp) {
        let today = time.zone.day(at: now).daysSince1970
        func typed(_ day: Int64, _ minute: Int) -> String {
            let day = CalendarDay(daysSince1970: day)
            return time.typed(time.zone.moment(day: day, minute: minute))
        }
        let usual = StaySheet.Options()
        arrives = typed(today, usual.checkInMinute)
        departs = typed(today + 1, usual.checkOutMinute)
    }

    /// A stay, to be changed.
    init(_ stay: Stay, _ time: HouseTime) {
        (booking, room, guest) = (stay.booking, stay.place, stay.guest)
        (contact, language, tier) = (stay.contact, stay.language, stay.tier)
        arrives = stay.arrivesAt.map(time.typed) ?? ""
        departs = stay.departsAt.map(time.typed) ?? ""
        rate = stay.rate?.description
        cancelled = stay.isCancelled ? "yes" : nil
        seen = stay.edition
    }

    /// What was typed, as a stay; times are those of the house's clock.
    ///
    /// - Throws: ``StayTrouble`` saying what to write instead.
    func draft(_ time: HouseTime, currency: Currency?) throws(StayTrouble) -> StayDraft {
        guard let arrival = time.moment(typed: arrives) else { throw .arrival }
        guard let departure = time.moment(typed: departs) else { throw .departure }
        var draft: StayDraft
        do throws(StayError) {
            draft = try StayDraft(arrivesAt: arrival, departsAt: departure)
        } catch { throw .stay(error) }
        draft.booking = Self.line(booking)
        draft.room = Self.line(room).flatMap(RoomName.init)
        draft.guest = Self.line(guest)
        draft.contact = Self.line(contact)
        draft.language = Self.line(language)?.lowercased()
        draft.tier = Self.line(tier)
        draft.isCancelled = cancelled != nil
        if let rate = Self.line(rate) {
            let cells = StayCells(zone: time.zone, order: .dayFirst, currency: currency)
            do throws(MoneyError) {
                draft.rate = try cells.rate(rate, currency: nil)
            } catch { throw .rate(error) }
        }
        guard draft.room != nil || draft.guest != nil else { throw .stay(.nobody) }
        return draft
    }

    /// What stands in fields that say something else here.
    func differences(from standing: StayForm) -> String {
        let fields: [(String, String?, String?)] = [
            (say("Room"), room, standing.room), (say("Guest"), guest, standing.guest),
            (say("Booking number"), booking, standing.booking),
            (say("E-mail or telephone"), contact, standing.contact),
            (say("Comes"), arrives, standing.arrives), (say("Leaves"), departs, standing.departs),
            (say("A night costs"), rate, standing.rate), (say("Tier"), tier, standing.tier),
            (say("Language"), language, standing.language),
            (say("The guest does not come"), cancelled, standing.cancelled),
        ]
        return fields.compactMap { name, own, now in
            (own ?? "") == (now ?? "") ? nil : "\(name) \(now.flatMap(Self.line) ?? "–")"
        }.joined(separator: "; ")
    }

    private static func line(_ text: String?) -> String? {
        let words = CellWords.oneLine((text ?? "").prefix(StayDraft.textLengthMax))
        return words.isEmpty ? nil : words
    }
}

/// What cannot be read in a stay's form, and what to write.
enum StayTrouble: Error, Spoken {
    case arrival, departure
    case stay(StayError)
    case rate(MoneyError)

    var sentence: Sentence {
        switch self {
        case .arrival: "Write when the guest comes: a day and a time."
        case .departure: "Write when the guest leaves: a day and a time."
        case .stay(let error): error.sentence
        case .rate(let error): "The rate of a night: \(error.sentence)"
        }
    }
}
