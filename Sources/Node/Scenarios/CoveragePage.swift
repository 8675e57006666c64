import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// How much of what goes wrong has a name: a library that lacks a failure shows here.
struct CoveragePage {
    let pages: HousePages

    private struct Content: Sendable {
        var frame: PageFrame
        var tabs: [ScenarioTabs.Tab]
        var heading: String
        var lede: String
        var isGood: Bool
        var periods: [Period]
        var cases: [Line]
        var isEmpty: Bool
        var never: [Kind]
        var isMet: Bool
    }

    private struct Period: Sendable {
        var name: String
        var cases: Int
        var unnamed: Int
        var share: String
        var isOver: Bool
    }

    private struct Line: Sendable {
        var path: String
        var reference: String
        var title: String
        var when: String
        var canName: Bool
    }

    private struct Kind: Sendable {
        var path: String
        var name: String
    }

    private static let dayMilliseconds: Int64 = 86_400_000
    /// The lengths of the periods, in days, and how many of them.
    private static let (periodDays, periodCount) = (Int64(30), 3)
    private static let caseCountMax = 30

    func response(_ staff: Staff) throws -> Response {
        let now = WallClock.now()
        let span = Self.periodDays * Int64(Self.periodCount) * Self.dayMilliseconds
        let since = Timestamp(milliseconds: now.milliseconds - span)
        let scenarios = try pages.desk.standings().map(\.laid.scenario)
        let content = try pages.store.read { reader in
            let whole = try reader.coverage(from: since, to: now)
            let counts = try reader.scenarioCounts(since: since)
            let never = scenarios.filter { counts[$0.code.description] == nil }
            let unnamed = try reader.unnamedCases(since: since, countMax: Self.caseCountMax)
            return Content(
                frame: try pages.frame(say("What has no name"), .scenarios, staff, reader),
                tabs: ScenarioTabs(current: "/scenarios/coverage").tabs,
                heading: Self.heading(whole),
                lede: Self.lede(whole),
                isGood: whole.isGood,
                periods: try (0..<Self.periodCount).map { try period($0, reader, now) },
                cases: unnamed.map { line($0, staff, now) },
                isEmpty: unnamed.isEmpty,
                never: never.map {
                    Kind(path: "/scenarios/\($0.code)", name: "\($0.name), \($0.code)")
                },
                isMet: never.isEmpty
            )
        }
        return try pages.page("scenario-coverage", content)
    }

    private static func heading(_ coverage: ScenarioCoverage) -> String {
        guard let share = coverage.unnamedShare else { return say("No case in 90 days") }
        return say("\(percent(share)) of what went wrong has no name")
    }

    private static func lede(_ coverage: ScenarioCoverage) -> String {
        let limit = percent(ScenarioCoverage.unnamedShareMax)
        let counted = say("\(coverage.unnamed) of \(coverage.cases) cases in 90 days.")
        return coverage.isGood
            ? say("\(counted) Under \(limit) is good: the library knows what happens here.")
            : say(
                """
                \(counted) At \(limit) or more the library lacks something: name the cases \
                below, and tell headquarters which kind of failure is missing.
                """
            )
    }

    private func period(_ index: Int, _ reader: StoreReader, _ now: Timestamp) throws -> Period {
        let length = Self.periodDays * Self.dayMilliseconds
        let last = Timestamp(milliseconds: now.milliseconds - Int64(index) * length)
        let first = Timestamp(milliseconds: last.milliseconds - length)
        let coverage = try reader.coverage(from: first, to: last)
        return Period(
            name: index == 0
                ? say("The last 30 days") : say("\(index * 30) to \((index + 1) * 30) days ago"),
            cases: coverage.cases,
            unnamed: coverage.unnamed,
            share: coverage.unnamedShare.map(percent) ?? say("no case"),
            isOver: !coverage.isGood
        )
    }

    private func line(_ found: RecoveryCase, _ staff: Staff, _ now: Timestamp) -> Line {
        let isOpen = found.isOpen(to: staff.session.person, nil)
        return Line(
            path: "/cases/\(found.reference)",
            reference: found.reference,
            title: isOpen ? found.title(nil) : found.sealedTitle,
            when: pages.time.near(found.openedAt, now),
            canName: isOpen
        )
    }
}
