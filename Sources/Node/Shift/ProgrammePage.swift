import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// Why the house makes amends, what management has decided for it, and what was reached.
struct ProgrammePage {
    let pages: HousePages

    private struct Content: Sendable {
        var frame: PageFrame
        var tabs: [ShiftTabs.Tab]
        var heading: String
        var figures: [Figure]
        var decision: Decision?
        var earlier: [Decision]
        var hasEarlier: Bool
        var reviews: [Review]
        var spans: [Span]
        var caption: String
        var worthIsSaid: Bool
    }

    private struct Figure: Sendable {
        var name: String
        var value: String
        var note: String
        var definition: String
        var path: String
        var link: String
    }

    private struct Decision: Sendable {
        var goal: String
        var words: String
        var budget: String?
        var baseline: String?
    }

    /// A day on which management looks back.
    private struct Review: Sendable {
        var name: String
        var words: String
        var isDue: Bool
    }

    /// What was reached in some months.
    private struct Span: Sendable {
        var name: String
        var days: String?
        var closed: String
        var scored: String
        var won: String
        var given: String
    }

    /// How many days the figures at the top look back.
    private static let dayCount = 90

    func response(_ staff: Staff) throws -> Response {
        let now = WallClock.now()
        let scenarios = try pages.desk.scenarios()
        let content = try pages.store.read { reader in
            let decisions = try reader.programmeDecisions()
            let start = pages.time.midnight(now, daysAgo: Self.dayCount - 1)
            let figures = try reader.programmeFigures(from: start, to: now)
            let worth = try reader.guestWorth()?.worth
            let house = try pages.clockHouse(scenarios, reader)
            let open = try reader.openCases(countMax: ShiftList.caseCountMax)
            let over = try ShiftList(open, house, staff, reader, pages.time, now).over.count
            return Content(
                frame: try pages.frame(say("The programme"), .shift, staff, reader),
                tabs: ShiftTabs(current: "/programme").tabs,
                heading: Self.heading(figures),
                figures: [
                    Self.recovered(figures), Self.kept(figures, worth),
                    Self.overdue(over, try reader.openCaseCount()), Self.given(figures),
                ],
                decision: decisions.first.map(decision),
                earlier: decisions.dropFirst().map(decision),
                hasEarlier: decisions.count > 1,
                reviews: decisions.first.map { reviews($0, now) } ?? [],
                spans: try spans(decisions.first, reader, now),
                caption: decisions.isEmpty
                    ? say("The last twelve months.")
                    : say("The quarter before the decision, and the months since."),
                worthIsSaid: worth != nil
            )
        }
        return try pages.page("programme", content)
    }

    // MARK: What was reached

    private static func share(_ figures: ProgrammeFigures) -> BriefFigures.Share {
        BriefFigures.Share(part: figures.recovered, all: figures.scored)
    }

    private static func heading(_ figures: ProgrammeFigures) -> String {
        figures.scored == 0
            ? say("Nobody has said yet how we did")
            : say("\(share(figures).words) of guests who answered were won back")
    }

    private static func recovered(_ figures: ProgrammeFigures) -> Figure {
        Figure(
            name: say("Won back"),
            value: share(figures).words,
            note: say(
                """
                \(figures.recovered) of \(figures.scored) guests who scored it; \
                \(figures.closed) cases closed
                """
            ),
            definition: say(
                """
                Guests who gave the recovery 6 or 7 of 7, of all who gave it a score, in cases \
                closed in the last \(dayCount) days.
                """
            ),
            path: "/numbers?days=\(dayCount)&show=recovered#rows",
            link: say("Its cases")
        )
    }

    /// What the guests who were won back are worth, by what the house assumes.
    private static func kept(_ figures: ProgrammeFigures, _ worth: GuestWorth?) -> Figure {
        let definition = say(
            """
            For each guest won back: worth of a guest × share lost at that severity without \
            recovery, from and to, as the house assumes both. Some would have stayed anyway; \
            headquarters compares with guests nobody reached.
            """
        )
        guard let worth else {
            return Figure(
                name: say("Value kept"),
                value: "–",
                note: say("nobody has said what a guest is worth here"),
                definition: definition,
                path: "/stays/worth",
                link: say("What a guest is worth")
            )
        }
        let sums = figures.recoveredBySeverity.reduce(into: (low: Int64(0), high: Int64(0))) {
            let one = worth.atRisk($1.key)
            $0.low += one.low.minorUnits * Int64($1.value)
            $0.high += one.high.minorUnits * Int64($1.value)
        }
        let currency = worth.low.currency
        let low = Money(minorUnits: sums.low, currency: currency)
        let high = Money(minorUnits: sums.high, currency: currency)
        return Figure(
            name: say("Value kept"),
            value: say("\(low) to \(high)"),
            note: say("an estimate from \(figures.recovered) guests won back"),
            definition: definition,
            path: "/stays/worth",
            link: say("What a guest is worth")
        )
    }

    private static func overdue(_ over: Int, _ open: Int) -> Figure {
        Figure(
            name: say("Over the promised time"),
            value: over == ShiftList.caseCountMax ? say("\(over) or more") : "\(over)",
            note: say("of \(Numbers.grouped(Int64(open))) still to mend"),
            definition: say("Open cases of which a promised time has passed, as of now."),
            path: "/brief",
            link: say("Morning brief")
        )
    }

    private static func given(_ figures: ProgrammeFigures) -> Figure {
        Figure(
            name: say("Given to guests"),
            value: sum(figures.given),
            note: say("in the last \(dayCount) days, at our cost"),
            definition: say("What remedies cost the house that guests got and that stand."),
            path: "/numbers?days=\(dayCount)&show=settledAtC0#rows",
            link: say("What was settled without")
        )
    }

    private static func sum(_ amounts: [Money]) -> String {
        amounts.isEmpty ? "–" : amounts.map { say("\($0)") }.joined(separator: ", ")
    }

    // MARK: What was decided

    private func decision(_ decision: ProgrammeDecision) -> Decision {
        Decision(
            goal: decision.goal,
            words: say(
                """
                \(decision.sponsor) stands for it, since \
                \(pages.time.full(decision.decidedAt)).
                """
            ).capitalizedFirst,
            budget: decision.budget.map { say("\($0) a year") },
            baseline: decision.baseline
        )
    }

    private func reviews(_ decision: ProgrammeDecision, _ now: Timestamp) -> [Review] {
        let decided = pages.time.zone.day(at: decision.decidedAt)
        let today = pages.time.zone.day(at: now).daysSince1970
        return zip(ProgrammeReviews.months, ProgrammeReviews.days(after: decided)).map {
            let left = $1.daysSince1970 - today
            let day = pages.time.full($1)
            return Review(
                name: say("After \($0) months"),
                words: left > 0 ? say("\(day), in \(left) days") : say("was due on \(day)"),
                isDue: left <= 0
            )
        }
    }

    /// The quarter before a decision and the months after it, up to now; without one the last
    /// four quarters.
    private func spans(
        _ decision: ProgrammeDecision?,
        _ reader: StoreReader,
        _ now: Timestamp
    ) throws -> [Span] {
        let zone = pages.time.zone
        let today = zone.day(at: now)
        let first = decision.map { zone.day(at: $0.decidedAt) } ?? today.later(byMonths: -9)
        let names = [
            say("Before it"), say("Months 1 to 3"), say("Months 4 to 6"), say("Months 7 to 12"),
        ]
        let ends = [-3, 0, 3, 6, decision == nil ? 9 : 12].map { first.later(byMonths: $0) }
        return try zip(names, zip(ends, ends.dropFirst())).compactMap { name, span in
            let (start, end) = (
                zone.moment(day: span.0, minute: 0), zone.moment(day: span.1, minute: 0)
            )
            guard start <= now else { return nil }
            let isRunning = now < end
            let figures = try reader.programmeFigures(from: start, to: min(end, now))
            let last = CalendarDay(daysSince1970: span.1.daysSince1970 - 1)
            let days =
                isRunning
                ? say("since \(pages.time.full(span.0))")
                : say("\(pages.time.full(span.0)) to \(pages.time.full(last))")
            return Span(
                name: decision == nil ? days : name,
                days: decision == nil ? nil : days,
                closed: Numbers.grouped(Int64(figures.closed)),
                scored: Numbers.grouped(Int64(figures.scored)),
                won: Self.share(figures).words,
                given: Self.sum(figures.given)
            )
        }
    }
}
