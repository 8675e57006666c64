import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// Who comes, who is in the house and who leaves today.
struct StaysPage {
    let pages: HousePages
    let staff: Staff

    private struct Content: Sendable {
        var frame: PageFrame
        var formToken: String
        var heading: String
        var lede: String
        var tabs: [Tab]
        var search: String
        var show: String?
        /// On a telephone the table has room for one of the two moments.
        var isArrivals: Bool
        var stays: [StayLine]
        var hasStays: Bool
        var more: String?
        var empty: String
        var trouble: String?
        var typed: StayForm
        var action = "/stays"
        var order = say("Add the stay")
        var isNew = true
        var canManage: Bool
    }

    private struct Tab: Sendable {
        var words: String
        var path: String
        var count: Int
        var isCurrent: Bool
    }

    /// What the page shows, as it stands in its address.
    struct View: Decodable, Sendable {
        var show: String?
        var q: String?

        enum Part: String, CaseIterable {
            case house, arrivals, departures

            var words: String {
                switch self {
                case .house: say("In the house today")
                case .arrivals: say("Come today")
                case .departures: say("Leave today")
                }
            }
        }

        var part: Part { show.flatMap(Part.init) ?? .house }
        var search: String { String((q ?? "").trimmed.prefix(InboxView.searchLengthMax)) }
    }

    /// So many stays are shown; more are found by a search.
    private static let countMax = 400

    func response(
        _ view: View,
        typed: StayForm? = nil,
        trouble: String? = nil
    ) throws -> Response {
        let (now, time) = (WallClock.now(), pages.time)
        let day = time.zone.day(at: now).daysSince1970
        let start = time.zone.moment(day: CalendarDay(daysSince1970: day), minute: 0)
        let end = time.zone.moment(day: CalendarDay(daysSince1970: day + 1), minute: 0)
        let isArrivals = view.part == .arrivals && view.search.isEmpty
        let content = try pages.store.read { reader in
            let counts = try reader.stayCounts(from: start, to: end)
            let found = try stays(view, start, end, reader)
            let shown = Array(found.prefix(Self.countMax))
            let open = try reader.openCaseCounts(ofStays: shown.map(\.id))
            return Content(
                frame: try pages.frame(say("Stays"), .stays, staff, reader),
                formToken: staff.session.formToken,
                heading: Self.heading(counts.departures, counts.arrivals),
                lede: "\(time.date(now)), \(time.clock(now)). "
                    + say("Times are those of the house."),
                tabs: Self.tabs(view, counts),
                search: view.search,
                show: view.part == .house ? nil : view.part.rawValue,
                isArrivals: isArrivals,
                stays: shown.map {
                    StayLine($0, openCount: open[$0.id] ?? 0, isArrivals: isArrivals, time, now)
                },
                hasStays: !shown.isEmpty,
                more: found.count > Self.countMax
                    ? say("These are the first \(Self.countMax). Search for the others.") : nil,
                empty: Self.empty(view),
                trouble: trouble,
                typed: typed ?? StayForm(time, now),
                canManage: staff.role.covers(.manager)
            )
        }
        return try pages.page("stays", content, status: trouble == nil ? .ok : .badRequest)
    }

    private func stays(
        _ view: View,
        _ start: Timestamp,
        _ end: Timestamp,
        _ reader: StoreReader
    ) throws -> [Stay] {
        guard view.search.isEmpty else {
            do {
                return try reader.searchStays(view.search, countMax: Self.countMax + 1)
            } catch SearchError.nothingToFind { return [] }
        }
        let today = try reader.stays(from: start, to: end, countMax: Self.dayCountMax)
        return switch view.part {
        case .house: today
        case .arrivals: today.filter { ($0.arrivesAt ?? start) >= start && $0.arrivesAt != nil }
        case .departures: today.filter { ($0.departsAt ?? end) < end }
        }
    }

    /// More stays than the largest house has in one day.
    private static let dayCountMax = 10_000

    private static func heading(_ departures: Int, _ arrivals: Int) -> String {
        let leave = departures == 1 ? say("1 party leaves") : say("\(departures) parties leave")
        let come = arrivals == 1 ? say("1 comes") : say("\(arrivals) come")
        return say("\(leave) today, \(come)")
    }

    private static func tabs(
        _ view: View,
        _ counts: (all: Int, arrivals: Int, departures: Int)
    ) -> [Tab] {
        View.Part.allCases.map { part in
            let count =
                switch part {
                case .house: counts.all
                case .arrivals: counts.arrivals
                case .departures: counts.departures
                }
            return Tab(
                words: part.words,
                path: part == .house ? "/stays" : "/stays?show=\(part.rawValue)",
                count: count,
                isCurrent: part == view.part && view.search.isEmpty
            )
        }
    }

    private static func empty(_ view: View) -> String {
        view.search.isEmpty
            ? say(
                """
                No stay here yet. Take in the day’s arrivals list, or add one by hand: then a case \
                finds its guest by the room.
                """
            )
            : say("No stay answers to “\(view.search)”. Rooms and names were searched.")
    }

    // MARK: Adding

    func add(_ form: StayForm) throws -> Response {
        let now = WallClock.now()
        do {
            let draft = try form.draft(
                pages.time,
                currency: try pages.store.read { try $0.ownCurrency() }
            )
            let receipt = try pages.store.change(author: staff.name, now: now) { transaction in
                if let booking = draft.booking,
                    try !transaction.rows(
                        Catalogue.stay,
                        where: StayField.booking,
                        is: .text(booking)
                    ).isEmpty
                {
                    throw StayError.bookingTaken(booking)
                }
                let receipt = try transaction.keepStay(draft)
                try transaction.bindOlderCases(to: [draft])
                return receipt
            }
            return .seeOther("/stays/\(receipt.id)")
        } catch let error as StayTrouble {
            return try response(View(), typed: form, trouble: say(error))
        } catch let error as StayError {
            return try response(View(), typed: form, trouble: say(error))
        }
    }
}
