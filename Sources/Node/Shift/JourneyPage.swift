import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// Where along their journey guests are let down: for each point how often, what fails there most,
/// what is promised and what to check so that it does not happen again.
struct JourneyPage {
    let pages: HousePages

    private struct Content: Sendable {
        var frame: PageFrame
        var tabs: [ShiftTabs.Tab]
        var periods: [ShiftTabs.Tab]
        var heading: String
        var lede: String
        var note: String?
        var points: [Point]
        var hasPoints: Bool
        var quiet: String?
        var shown: Shown?
    }

    /// One point of the journey.
    private struct Point: Sendable {
        var name: String
        var count: String
        /// Length of the bar, of 100.
        var length: String
        var share: String
        var perStays: String?
        var open: String?
        var won: String?
        var kinds: [Kind]
        var moreKinds: String?
        var promise: String?
        var check: String?
        var path: String
        var isShown: Bool
    }

    private struct Kind: Sendable {
        var name: String
        /// Where the library tells of it; nil for what is not named.
        var library: String?
        var count: Int
    }

    /// The cases behind a point.
    private struct Shown: Sendable {
        var name: String
        var rows: [Row]
        var more: String?
    }

    private struct Row: Sendable {
        var path: String
        var title: String
        var reference: String
        var opened: String
        var state: String
    }

    struct Query: Decodable, Sendable {
        var days: Int?
        var show: String?

        fileprivate var dayCount: Int {
            days.flatMap { NumbersPage.Query.dayCounts.contains($0) ? $0 : nil } ?? 30
        }
    }

    /// How many kinds of failure are named at a point.
    private static let kindCountMax = 3

    func response(_ staff: Staff, _ query: Query) throws -> Response {
        let now = WallClock.now()
        let scenarios = try pages.desk.scenarios()
        let content = try pages.store.read { reader in
            let start = pages.time.midnight(now, daysAgo: query.dayCount - 1)
            let end = Timestamp(milliseconds: now.milliseconds + 1)
            let journey = Journey(try reader.journey(from: start, to: end))
            let stays = try reader.stayCounts(from: start, to: end).all
            let points = journey.points.map { point($0, journey, stays, scenarios, query) }
            return Content(
                frame: try pages.frame(say("The guest’s journey"), .shift, staff, reader),
                tabs: ShiftTabs(current: "/journey").tabs,
                periods: NumbersPage.Query.dayCounts.map { count in
                    ShiftTabs.Tab(
                        name: count == 365 ? say("A year") : say("\(count) days"),
                        path: "/journey?days=\(count)" + (query.show.map { "&show=\($0)" } ?? ""),
                        isCurrent: count == query.dayCount
                    )
                },
                heading: Self.heading(journey),
                lede: say(
                    """
                    \(Numbers.grouped(Int64(journey.failures))) failures from \
                    \(pages.time.date(start)) until \(pages.time.date(now)), in the order in \
                    which guests meet us.
                    """
                ),
                note: Self.note(journey, stays),
                points: points,
                hasPoints: !points.isEmpty,
                quiet: Self.quiet(journey),
                shown: try shown(query, journey, scenarios, (start, end), staff, reader, now)
            )
        }
        return try pages.page("journey", content)
    }

    private static func heading(_ journey: Journey) -> String {
        guard let worst = journey.worst, let name = worst.touchpoint else {
            return say("The guest’s journey")
        }
        return say("Most fails at: \(name)")
    }

    /// What rates stand on.
    private static func note(_ journey: Journey, _ stays: Int) -> String? {
        guard stays > 0 else {
            return journey.failures == 0
                ? nil : say("No stays are known for these days, so there is no rate for a stay.")
        }
        return say(
            """
            Rates are failures whose stay is known (\(Numbers.grouped(Int64(journey.ofStays))) of \
            \(Numbers.grouped(Int64(journey.failures)))) for 100 of \
            \(Numbers.grouped(Int64(stays))) known stays.
            """
        )
    }

    private static func quiet(_ journey: Journey) -> String? {
        guard journey.failures > 0 else { return nil }
        let told = Set(journey.points.compactMap(\.touchpoint))
        let names = Touchpoint.allCases.filter { !told.contains($0) }.map { say($0) }
        return names.isEmpty ? nil : names.joined(separator: ", ")
    }

    private func point(
        _ point: Journey.Point,
        _ journey: Journey,
        _ stays: Int,
        _ scenarios: [String: PublishedScenario],
        _ query: Query
    ) -> Point {
        let leading = point.kinds.lazy.compactMap { $0.scenario.flatMap { scenarios[$0] } }.first
        let share = BriefFigures.Share(part: point.failures, all: journey.failures)
        let won = BriefFigures.Share(part: point.recovered, all: point.scored)
        let most = journey.worst?.failures ?? 1
        let rest = point.kinds.dropFirst(Self.kindCountMax).reduce(0) { $0 + $1.failures }
        return Point(
            name: point.words.capitalizedFirst,
            count: Numbers.grouped(Int64(point.failures)),
            length: "\((point.failures * 100 + most - 1) / max(1, most))",
            share: share.words,
            perStays: stays == 0
                ? nil
                : say("\(ReviewsPage.decimal(100 * Double(point.ofStays) / Double(stays))) in 100"),
            open: point.open == 0 ? nil : say("\(point.open) still open"),
            won: point.scored == 0
                ? nil : say("\(won.words) of \(point.scored) who said were won back"),
            kinds: point.kinds.prefix(Self.kindCountMax).map { kind in
                let scenario = kind.scenario.flatMap { scenarios[$0]?.scenario }
                return Kind(
                    name: scenario?.name ?? kind.scenario ?? say("not named yet"),
                    library: scenario.map { "/scenarios/\($0.code)" },
                    count: kind.failures
                )
            },
            moreKinds: rest == 0 ? nil : say("\(rest) of other kinds"),
            promise: leading.map {
                let isAfter = point.touchpoint == .postStay
                return $0.scenario.target(afterStay: isAfter).sentence.capitalizedFirst
            },
            check: leading?.scenario.preventiveCheck,
            path: "/journey?days=\(query.dayCount)&show=\(point.name)#rows",
            isShown: query.show == point.name
        )
    }

    private func shown(
        _ query: Query,
        _ journey: Journey,
        _ scenarios: [String: PublishedScenario],
        _ span: (start: Timestamp, end: Timestamp),
        _ staff: Staff,
        _ reader: StoreReader,
        _ now: Timestamp
    ) throws -> Shown? {
        guard let point = journey.points.first(where: { $0.name == query.show }) else { return nil }
        let cases = try reader.cases(
            at: point.touchpoint,
            from: span.start,
            to: span.end,
            countMax: NumbersPage.rowCountMax
        )
        return Shown(
            name: point.words.capitalizedFirst,
            rows: cases.map { found in
                Row(
                    path: "/cases/\(found.reference)",
                    title: found.shownTitle(scenarios.scenario(of: found), to: staff),
                    reference: found.reference,
                    opened: pages.time.near(found.openedAt, now),
                    state: say(found.state)
                )
            },
            more: point.failures > cases.count
                ? say(
                    """
                    \(cases.count) of \(point.failures) are shown. Choose fewer days for the \
                    others.
                    """
                )
                : nil
        )
    }
}

/// Counts along the journey, put together for each point.
struct Journey: Sendable {
    /// The points at which something failed, in the order of the journey; what has none, last.
    let points: [Point]

    /// A point, and what fails there, most first.
    struct Point: Sendable {
        let touchpoint: Touchpoint?
        let kinds: [JourneyCount]

        var failures: Int { sum(\.failures) }
        var open: Int { sum(\.open) }
        var ofStays: Int { sum(\.ofStays) }
        var scored: Int { sum(\.scored) }
        var recovered: Int { sum(\.recovered) }

        /// Its name in an address.
        var name: String { touchpoint?.name ?? "unsaid" }
        /// Its name for people, in the middle of a sentence.
        var words: String { touchpoint.map { say($0) } ?? say("where, nobody said") }

        private func sum(_ count: (JourneyCount) -> Int) -> Int {
            kinds.reduce(0) { $0 + count($1) }
        }
    }

    init(_ counts: [JourneyCount]) {
        points = Dictionary(grouping: counts, by: \.touchpoint)
            .map { Point(touchpoint: $0.key, kinds: $0.value) }
            .sorted { $0.order < $1.order }
    }

    var failures: Int { points.reduce(0) { $0 + $1.failures } }
    var ofStays: Int { points.reduce(0) { $0 + $1.ofStays } }
    /// The point at which most fails; the earlier of two.
    var worst: Point? { points.filter { $0.touchpoint != nil }.max { $0.failures < $1.failures } }
}

extension Journey.Point {
    fileprivate var order: Int64 { touchpoint?.rawValue ?? .max }
}

extension HouseTime {
    /// The beginning of a day so many days before today.
    func midnight(_ now: Timestamp, daysAgo: Int) -> Timestamp {
        let today = zone.day(at: now).daysSince1970
        return zone.moment(day: CalendarDay(daysSince1970: today - Int64(daysAgo)), minute: 0)
    }
}
