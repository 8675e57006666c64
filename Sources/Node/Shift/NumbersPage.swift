import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// The house's own numbers: each with its count, its meaning and the cases behind it.
struct NumbersPage {
    let pages: HousePages

    private struct Content: Sendable {
        var frame: PageFrame
        var tabs: [ShiftTabs.Tab]
        var periods: [ShiftTabs.Tab]
        var asOf: String
        var warning: String?
        var groups: [Group]
        var shown: Shown?
    }

    private struct Group: Sendable {
        var title: String
        var figures: [Figure]
    }

    private struct Figure: Sendable {
        var name: String
        var value: String
        var note: String
        var definition: String
        var path: String
        var isShown: Bool
        var hasRows: Bool
    }

    /// The cases behind a figure.
    private struct Shown: Sendable {
        var name: String
        var definition: String
        var rows: [Row]
        var more: String?
        var isDivided: Bool
    }

    private struct Row: Sendable {
        var path: String
        var title: String
        var reference: String
        var opened: String
        var words: String
        var isIn: Bool
        var isOut: Bool
    }

    struct Query: Decodable, Sendable {
        var days: Int?
        var show: String?

        /// The days that a page can look back, the second unless something else is asked for.
        static let dayCounts = [7, 30, 90, 365]

        fileprivate var dayCount: Int {
            days.flatMap { Self.dayCounts.contains($0) ? $0 : nil } ?? Self.dayCounts[1]
        }

        fileprivate var kind: HouseNumber.Kind? { show.flatMap(HouseNumber.Kind.init) }
    }

    /// How many cases are listed behind a figure.
    static let rowCountMax = 200

    func response(_ staff: Staff, _ query: Query) throws -> Response {
        let now = WallClock.now()
        let question = NumbersKeeper.Question(
            dayCount: query.dayCount,
            language: Language.spoken.code
        )
        let kept = try pages.numbers.numbers(question, now, count)
        let scenarios = try pages.desk.scenarios()
        let content = try pages.store.read { reader in
            let house = try pages.clockHouse(scenarios, reader)
            return try self.content(staff, query, kept, house, reader, now)
        }
        return try pages.page("numbers", content)
    }

    /// Counts the figures of some days, today's the last.
    func count(_ question: NumbersKeeper.Question, _ now: Timestamp) throws -> HouseNumbers {
        let start = start(question.dayCount, now)
        let scenarios = try pages.desk.scenarios()
        let language = Language.desk.first { $0.code == question.language } ?? .english
        return try Language.$spoken.withValue(language) {
            try pages.store.read { reader in
                let house = try pages.clockHouse(scenarios, reader)
                let opened = try reader.cases(openedFrom: start, to: now.next)
                let closed = try reader.cases(closedFrom: start, to: now.next)
                let known = Set(opened.map(\.id))
                // Most cases were closed in the days in which they were opened.
                let lines = try lines(
                    opened + closed.filter { !known.contains($0.id) },
                    house,
                    reader
                )
                return HouseNumbers(
                    opened: opened.compactMap { lines[$0.id] },
                    closed: closed.compactMap { lines[$0.id] },
                    now: now
                )
            }
        }
    }

    /// When the first of some days began.
    private func start(_ dayCount: Int, _ now: Timestamp) -> Timestamp {
        let zone = pages.time.zone
        let today = zone.day(at: now).daysSince1970
        let first = CalendarDay(daysSince1970: today - Int64(dayCount) + 1)
        return zone.moment(day: first, minute: 0)
    }

    private func content(
        _ staff: Staff,
        _ query: Query,
        _ kept: NumbersKeeper.Kept,
        _ house: ClockHouse,
        _ reader: StoreReader,
        _ now: Timestamp
    ) throws -> Content {
        let (numbers, countedAt) = (kept.numbers, kept.countedAt)
        let start = start(query.dayCount, countedAt)
        let path = "/numbers?days=\(query.dayCount)"
        return Content(
            frame: try pages.frame(say("Our numbers"), .shift, staff, reader),
            tabs: ShiftTabs(current: "/numbers").tabs,
            periods: Query.dayCounts.map { count in
                ShiftTabs.Tab(
                    name: count == 365 ? say("A year") : say("\(count) days"),
                    path: "/numbers?days=\(count)"
                        + (query.kind.map { "&show=\($0.rawValue)" } ?? ""),
                    isCurrent: count == query.dayCount
                )
            },
            asOf: say(
                """
                From \(pages.time.date(start)) until \(pages.time.date(countedAt)) \
                \(pages.time.clock(countedAt)).
                """
            ),
            warning: numbers.warning,
            groups: HouseNumber.Kind.Group.allCases.map { group in
                Group(
                    title: group.words,
                    figures: numbers.all.filter { $0.kind.group == group }.map {
                        figure($0, path, isShown: $0.kind == query.kind)
                    }
                )
            },
            shown: query.kind.flatMap { kind in numbers.all.first { $0.kind == kind } }
                .map { shown($0, house, staff, now) }
        )
    }

    private func lines(
        _ cases: [RecoveryCase],
        _ house: ClockHouse,
        _ reader: StoreReader
    ) throws -> [ChangeID: HouseNumbers.Line] {
        let clocks = try reader.clocks(of: cases, house)
        let traces = try reader.traces(of: cases, house)
        return cases.reduce(into: [:]) { lines, found in
            guard let clocks = clocks[found.id], let traces = traces[found.id] else { return }
            lines[found.id] = HouseNumbers.Line(found: found, clocks: clocks, traces: traces)
        }
    }

    private func figure(_ number: HouseNumber, _ path: String, isShown: Bool) -> Figure {
        Figure(
            name: number.kind.name,
            value: number.value,
            note: number.note,
            definition: number.kind.definition,
            path: "\(path)&show=\(number.kind.rawValue)#rows",
            isShown: isShown,
            hasRows: !number.rows.isEmpty
        )
    }

    private func shown(
        _ number: HouseNumber,
        _ house: ClockHouse,
        _ staff: Staff,
        _ now: Timestamp
    ) -> Shown {
        let count = number.rows.count + number.moreCount
        return Shown(
            name: number.kind.name,
            definition: number.kind.definition,
            rows: number.rows.prefix(Self.rowCountMax).map { row in
                Row(
                    path: "/cases/\(row.found.reference)",
                    title: row.found.shownTitle(house.scenario(of: row.found), to: staff),
                    reference: row.found.reference,
                    opened: pages.time.near(row.found.openedAt, now),
                    words: row.words,
                    isIn: row.isIn == true,
                    isOut: row.isIn == false
                )
            },
            more: count > Self.rowCountMax
                ? say(
                    "\(Self.rowCountMax) of \(count) are shown. Choose fewer days for the others."
                )
                : nil,
            isDivided: number.rows.contains { $0.isIn != nil }
        )
    }
}

extension RecoveryCase {
    /// The case as a line says it to somebody: nothing of a sealed one to those who may not read
    /// it.
    func shownTitle(_ scenario: FailureScenario?, to staff: Staff) -> String {
        isOpen(to: staff.session.person, scenario)
            ? title(scenario) : say("Sealed, for \(readers) only")
    }
}

extension Timestamp {
    /// The next moment, for spans whose end is left out.
    fileprivate var next: Timestamp { Timestamp(milliseconds: milliseconds + 1) }
}
