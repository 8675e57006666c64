import Hummingbird
import Recovery
import Storage
import Web

/// The cases behind a figure.
struct HubCasesPage {
    let pages: HubPages

    struct View: Decodable, Sendable {
        var site: String?
        var code: String?
        var weeks: Int?
        var from: String?
        var until: String?
        /// Present where those are asked for that turned out to be no failure.
        var none: String?
    }

    /// So many rows at most on one page.
    static let countMax = 200

    private struct Content: Sendable {
        var frame: PageFrame
        var heading: String
        var lede: String
        var cases: [Line]
        var isCut: Bool
    }

    private struct Line: Sendable {
        var reference: String
        var site: String
        var day: String
        var name: String
        var severity: SeverityPart
        var state: String
        var outcome: String
        var summary: String
        var place: String
    }

    /// Cases, and what they are.
    struct Found {
        var cases: [RecoveryCase]
        var lede: String
    }

    func response(_ reader: HubReader, _ view: View) throws -> Response {
        let now = WallClock.now()
        return try list(reader) { store in
            let directory = try store.sites()
            var asked = CountedCases(
                days: days(view, now),
                site: try view.site.flatMap { $0.isEmpty ? nil : $0 }.map { code in
                    guard let number = directory.number(code: code) else {
                        throw FailuresPage.unknownSite(code)
                    }
                    return number
                },
                scenario: view.code,
                countMax: Self.countMax + 1
            )
            asked.areFailures = view.none == nil
            return Found(
                cases: try store.cases(asked),
                lede: lede(view, asked, try FailureNames(store), directory)
            )
        }
    }

    /// The page of cases that `find` finds, so many at most.
    func list(_ reader: HubReader, _ find: (StoreReader) throws -> Found) throws -> Response {
        let standings = try pages.store.standings(now: WallClock.now())
        let content = try pages.store.read { store in
            let directory = try store.sites()
            let names = try FailureNames(store)
            let found = try find(store)
            let scenarios = Dictionary(
                try store.scenarios().map { ($0.scenario.code.description, $0) },
                uniquingKeysWith: { first, _ in first }
            )
            let isCut = found.cases.count > Self.countMax
            return Content(
                frame: pages.frame("Cases", .failures, reader, standings),
                heading: isCut
                    ? "More than \(Self.countMax) cases"
                    : Numbers.count(found.cases.count, "case"),
                lede: found.lede,
                cases: found.cases.prefix(Self.countMax).map {
                    line(
                        $0,
                        names,
                        directory,
                        isSealed: $0.isSealed($0.scenario.flatMap { scenarios[$0]?.scenario })
                    )
                },
                isCut: isCut
            )
        }
        return try pages.page("hq-cases", content)
    }

    /// The days that the address speaks of; nil when it speaks of what is open now.
    private func days(_ view: View, _ now: Timestamp) -> ClosedRange<Int64>? {
        if let from = view.from.flatMap(CalendarDay.init(text:))?.daysSince1970,
            let until = view.until.flatMap(CalendarDay.init(text:))?.daysSince1970, from <= until
        {
            return from...until
        }
        guard view.weeks != nil || view.until != nil else { return nil }
        return Period(weekCount: view.weeks, until: view.until, now: now).days
    }

    private func lede(
        _ view: View,
        _ asked: CountedCases,
        _ names: FailureNames,
        _ directory: SiteDirectory
    ) -> String {
        let every = asked.areFailures ? "Every kind of failure" : "What was no failure"
        let kind = view.code.map { names[$0] } ?? every
        let place = asked.site.map { "at \(directory[$0].name)" } ?? "at all sites"
        let time =
            asked.days.map {
                "from \(HubTime.day($0.lowerBound)) to \(HubTime.day($0.upperBound))"
            } ?? "open now"
        return "\(kind), \(place), \(time). "
            + (asked.areFailures
                ? "Drills, merged cases and those that were no failure are left out, as in the "
                    + "figures."
                : "No figure of failures counts them.")
    }

    private func line(
        _ found: RecoveryCase,
        _ names: FailureNames,
        _ directory: SiteDirectory,
        isSealed: Bool
    ) -> Line {
        Line(
            reference: found.reference,
            site: directory[found.row.site].code,
            day: HubTime.shortDay(found.countedAt.day()),
            name: names[found.scenario ?? ""],
            severity: SeverityPart(Int(found.severity.rawValue), found.severity.words),
            state: found.state.words,
            outcome: found.outcome?.words ?? "",
            summary: isSealed
                ? "Sealed: its words stay with those named for it." : found.summary,
            place: isSealed ? "" : found.place ?? ""
        )
    }
}
