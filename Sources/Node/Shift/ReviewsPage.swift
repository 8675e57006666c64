import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// A week's sample of closed cases, as those who lead review it, beside what the guest said.
struct ReviewsPage {
    let pages: HousePages

    private struct Content: Sendable {
        var frame: PageFrame
        var tabs: [ShiftTabs.Tab]
        var weeks: [ShiftTabs.Tab]
        var heading: String
        var lede: String
        var lines: [Line]
        var averages: [Average]
        var hasAverages: Bool
    }

    private struct Line: Sendable {
        var path: String
        var title: String
        var reference: String
        var who: String
        var isReviewed: Bool
        var words: String
    }

    /// One item over the sample, by both.
    private struct Average: Sendable {
        var item: String
        var house: String
        var guest: String
    }

    struct Query: Decodable, Sendable { var week: String? }

    /// How many whole weeks a page can look back.
    private static let weekCount: Int64 = 4

    /// The Mondays of the last whole weeks, the latest first.
    private func mondays(_ now: Timestamp) -> [CalendarDay] {
        let today = pages.time.zone.day(at: now)
        let monday = today.daysSince1970 - (Weekday(today).rawValue - 1)
        return (1...Self.weekCount).map { CalendarDay(daysSince1970: monday - 7 * $0) }
    }

    func response(_ staff: Staff, _ query: Query) throws -> Response {
        let now = WallClock.now()
        let mondays = self.mondays(now)
        let week = mondays.first { $0.description == query.week } ?? mondays[0]
        let scenarios = try pages.desk.scenarios()
        let content = try pages.store.read { reader in
            let house = try pages.clockHouse(scenarios, reader)
            let closed = try self.closed(in: week, reader)
            let sample = Self.sample(of: closed, week)
            let reviews = try reader.reviews(of: sample.map(\.id))
            let guests = try Dictionary(
                uniqueKeysWithValues: sample.map { ($0.id, try reader.guestItems(of: $0.id)) }
            )
            let left = sample.count - reviews.count
            return Content(
                frame: try pages.frame(say("Reviews"), .shift, staff, reader),
                tabs: ShiftTabs(current: "/reviews").tabs,
                weeks: mondays.map { monday in
                    ShiftTabs.Tab(
                        name: title(monday),
                        path: "/reviews?week=\(monday)",
                        isCurrent: monday == week
                    )
                },
                heading: left == 0
                    ? say("Nothing to review")
                    : left == 1 ? say("1 case to review") : say("\(left) cases to review"),
                lede: say(
                    """
                    \(sample.count) of \(closed.count) cases that were closed in the week of \
                    \(title(week)), drawn by lot: the same for everybody.
                    """
                ),
                lines: sample.map { found in
                    line(found, reviews[found.id], house, staff)
                },
                averages: averages(sample, reviews, guests),
                hasAverages: !reviews.isEmpty
            )
        }
        return try pages.page("reviews", content)
    }

    /// Such as `2 March`.
    private func title(_ day: CalendarDay) -> String {
        pages.time.date(pages.time.zone.moment(day: day, minute: 720))
            .split(separator: " ").dropFirst().joined(separator: " ")
    }

    private func closed(in week: CalendarDay, _ reader: StoreReader) throws -> [RecoveryCase] {
        let zone = pages.time.zone
        let next = CalendarDay(daysSince1970: week.daysSince1970 + 7)
        return try reader.cases(
            closedFrom: zone.moment(day: week, minute: 0),
            to: zone.moment(day: next, minute: 0)
        ).filter { $0.outcome != .notAFailure }
    }

    private static func sample(of closed: [RecoveryCase], _ week: CalendarDay) -> [RecoveryCase] {
        let drawn = Set(
            ReviewSample.draw(closed.map { RecordID(rawValue: $0.id.rawValue) }, week: week)
        )
        return closed.filter { drawn.contains(RecordID(rawValue: $0.id.rawValue)) }
    }

    private func line(
        _ found: RecoveryCase,
        _ review: CaresReview?,
        _ house: ClockHouse,
        _ staff: Staff
    ) -> Line {
        Line(
            path: "/reviews/\(found.reference)",
            title: found.shownTitle(house.scenario(of: found), to: staff),
            reference: found.reference,
            who: found.owner ?? say("nobody"),
            isReviewed: review != nil,
            words: review.map { review in
                say("\(review.items.index.map(Self.decimal) ?? "–") of 7, by \(review.author)")
            }
                ?? (found.owner == staff.name
                    ? say("Yours: somebody else reviews it")
                    : say(
                        "To review"
                    ))
        )
    }

    private func averages(
        _ sample: [RecoveryCase],
        _ reviews: [ChangeID: CaresReview],
        _ guests: [ChangeID: CaresItems?]
    ) -> [Average] {
        func mean(_ scores: [RecoveryScore]) -> String {
            guard !scores.isEmpty else { return "–" }
            let sum = scores.reduce(0) { $0 + $1.value }
            return "\(Self.decimal(Double(sum) / Double(scores.count))) (\(scores.count))"
        }
        return CaresItems.Item.allCases.map { item in
            Average(
                item: item.words,
                house: mean(sample.compactMap { reviews[$0.id]?.items.scores[item] }),
                guest: mean(sample.compactMap { guests[$0.id]??.scores[item] })
            )
        }
    }

    /// With one decimal.
    static func decimal(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return "\(tenths / 10)\(Language.spoken.decimalSign)\(tenths % 10)"
    }
}

extension CaresItems.Item {
    /// What the reviewer judges.
    var words: String {
        switch self {
        case .communication: say("The guest knew how it stood")
        case .accountability: say("The house stood by its mistake")
        case .responsiveness: say("Somebody came at once")
        case .empathy: say("The guest was understood")
        case .solution: say("The solution was the right one")
        }
    }
}
