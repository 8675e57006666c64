import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// The morning brief: one sheet for the meeting, to read on screen or on paper.
struct BriefPage {
    let pages: HousePages

    private struct Content: Sendable {
        var frame: PageFrame
        var tabs: [ShiftTabs.Tab]
        var formToken: String
        var house: String
        var period: String
        var sentence: String
        var figures: [Figure]
        var over: [ShiftRow]
        var hasOver: Bool
        var promised: [ShiftRow]
        var hasPromised: Bool
        var fresh: [ShiftRow]
        var repeats: [ShiftRow]
        var mended: [ShiftRow]
        var foot: String
        var canDrill: Bool
        var once: String
        var kinds: [Kind]
        var drills: [ShiftRow]
    }

    private struct Figure: Sendable {
        var name: String
        var value: String
        var note: String
    }

    private struct Kind: Sendable {
        var value: String
        var words: String
    }

    /// Over how many days the house's own figures run.
    private static let figureDayCount: Int64 = 7

    func response(_ staff: Staff) throws -> Response {
        let now = WallClock.now()
        let scenarios = try pages.desk.scenarios()
        let content = try pages.store.read { reader in
            try self.content(staff, try pages.clockHouse(scenarios, reader), reader, now)
        }
        return try pages.page("brief", content)
    }

    private func content(
        _ staff: Staff,
        _ house: ClockHouse,
        _ reader: StoreReader,
        _ now: Timestamp
    ) throws -> Content {
        let today = midnight(now, 0)
        let yesterday = midnight(now, -1)
        let open = try reader.openCases(countMax: ShiftList.caseCountMax)
        let list = try ShiftList(open, house, staff, reader, pages.time, now)
        let fresh = try reader.cases(openedFrom: yesterday, to: today)
        let mended = try reader.cases(closedFrom: yesterday, to: today)
            .filter { $0.outcome != .notAFailure }
        let earlier = try reader.cases(
            openedFrom: midnight(now, -1 - BriefRepeat.dayCount),
            to: today
        )
        return Content(
            frame: try pages.frame(say("Morning brief"), .shift, staff, reader),
            tabs: ShiftTabs(current: "/brief").tabs,
            formToken: staff.session.formToken,
            house: pages.house,
            period: say(
                """
                \(pages.time.date(yesterday)), as of \(pages.time.date(now)) \
                \(pages.time.clock(now)).
                """
            ),
            sentence: Self.sentence(fresh.count, mended.count, open.count, list.over.count),
            figures: try figures(house, reader, now),
            over: list.over,
            hasOver: !list.over.isEmpty,
            promised: list.promised,
            hasPromised: !list.promised.isEmpty,
            fresh: fresh.map { row($0, house, staff, "heard", $0.openedAt) },
            repeats: fresh.compactMap { found in
                BriefRepeat.words(found, after: earlier).map {
                    ShiftRow(found, house, staff, when: $0)
                }
            },
            mended: mended.map { found in
                let outcome = found.outcome.map { say($0).capitalizedFirst } ?? say("Closed")
                return row(found, house, staff, outcome, found.closedAt ?? now)
            },
            foot: say("Counts without drills and without cases merged into others."),
            canDrill: staff.role.covers(.supervisor),
            once: String(UInt64.random(in: 0 ... .max), radix: 36),
            kinds: house.scenarios.values.map(\.scenario).sorted { $0.code < $1.code }.map {
                Kind(value: $0.code.description, words: "\($0.name), \($0.code)")
            },
            drills: try drills(house, staff, reader)
        )
    }

    /// The start of a day so many days from today.
    private func midnight(_ now: Timestamp, _ days: Int64) -> Timestamp {
        let today = pages.time.zone.day(at: now).daysSince1970
        return pages.time.zone.moment(day: CalendarDay(daysSince1970: today + days), minute: 0)
    }

    private func row(
        _ found: RecoveryCase,
        _ house: ClockHouse,
        _ staff: Staff,
        _ words: String,
        _ at: Timestamp
    ) -> ShiftRow {
        ShiftRow(found, house, staff, when: "\(words) \(pages.time.clock(at))")
    }

    private static func sentence(_ new: Int, _ mended: Int, _ open: Int, _ over: Int) -> String {
        let guests =
            new == 0
            ? say("No guest was let down yesterday")
            : new == 1
                ? say("One guest was let down yesterday")
                : say("\(new) guests were let down yesterday")
        let closed = mended == 0 ? say("none was closed") : say("\(mended) closed")
        let still = open == 1 ? say("1 is still open") : say("\(open) are still open")
        return say(
            "\(guests), \(closed). \(still.capitalizedFirst), \(over) over the promised time."
        )
    }

    private func figures(
        _ house: ClockHouse,
        _ reader: StoreReader,
        _ now: Timestamp
    ) throws -> [Figure] {
        let (start, end) = (midnight(now, -Self.figureDayCount), midnight(now, 0))
        let opened = try reader.cases(openedFrom: start, to: end)
        let closed = try reader.cases(closedFrom: start, to: end)
        let figures = BriefFigures(
            opened: Array(try reader.clocks(of: opened, house).values),
            closed: closed,
            costly: try reader.costly(of: closed),
            now: now
        )
        func share(_ name: String, _ share: BriefFigures.Share, _ of: String) -> Figure {
            Figure(name: name, value: share.words, note: say("\(share.part) of \(share.all) \(of)"))
        }
        return [
            Figure(
                name: say("Cases"),
                value: "\(opened.count)",
                note: say("guests let down, no drills")
            ),
            Figure(
                name: say("First answer"),
                value: figures.firstResponse.map { HouseTime.span($0.milliseconds) } ?? "–",
                note: say("middle of \(figures.firstResponse?.count ?? 0) answered")
            ),
            share(say("In target"), figures.inTarget, say("put right")),
            share(say("Recovered"), figures.recovered, say("who said")),
            share(say("Without money"), figures.withoutMoney, say("closed")),
        ]
    }

    // MARK: Drills

    /// The open drills.
    private func drills(
        _ house: ClockHouse,
        _ staff: Staff,
        _ reader: StoreReader
    ) throws -> [ShiftRow] {
        try reader.openDrills().map { found in
            ShiftRow(found, house, staff, when: say("since \(pages.time.clock(found.openedAt))"))
        }
    }

    struct Drill: Decodable, Sendable {
        var scenario: String
        var place: String?
        var once: String
    }

    /// Opens a staged case that goes the real way, and counts nowhere.
    func startDrill(_ form: Drill, _ staff: Staff) throws -> Response {
        guard let scenario = try pages.desk.scenarios()[form.scenario] else {
            throw Problem(.badRequest, "scenario", say("Choose a kind of failure from the list."))
        }
        let reference = try pages.once.reference(for: form.once) {
            let now = WallClock.now()
            return try pages.store.change(author: staff.name, now: now) { transaction in
                var opening = CaseOpening(
                    summary: scenario.scenario.name,
                    receivedAt: now,
                    scenario: scenario
                )
                let place = (form.place ?? "").trimmed
                opening.place = place.isEmpty ? nil : String(place.prefix(60))
                opening.why = "A drill, started by \(staff.name)."
                opening.isDrill = true
                return try transaction.openCase(opening).reference
            }
        }
        return .seeOther("/cases/\(reference)")
    }
}
