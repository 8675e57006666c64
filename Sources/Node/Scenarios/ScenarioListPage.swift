import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// The library of failures as staff read it: by point of the journey, and searched as one types.
struct ScenarioListPage {
    let pages: HousePages

    struct Query: Decodable, Sendable {
        var q: String?
        var at: String?
    }

    private struct Content: Sendable {
        var frame: PageFrame
        var tabs: [ScenarioTabs.Tab]
        var heading: String
        var lede: String
        var search: String
        var points: [FormChoice]
        var groups: [Group]
        var isEmpty: Bool
    }

    private struct Group: Sendable {
        var title: String
        var lines: [Line]
    }

    private struct Line: Sendable {
        var path: String
        var icon: String
        var name: String
        var code: String
        var summary: String
        var responder: String
        var count: String
        var severity: SeverityPart
        var marks: [MarkPart]
    }

    /// How far back cases are counted.
    static let days: Int64 = 90

    func response(_ staff: Staff, _ query: Query) throws -> Response {
        let now = WallClock.now()
        let since = Timestamp(milliseconds: now.milliseconds - Self.days * 86_400_000)
        let search = query.q?.trimmed ?? ""
        let point = query.at.flatMap(Touchpoint.named)
        let standings = try pages.desk.standings()
        let content = try pages.store.read { reader in
            let counts = try reader.scenarioCounts(since: since)
            let coverage = try reader.coverage(from: since, to: now)
            let shown = standings.filter { standing in
                let scenario = standing.laid.scenario
                return (search.isEmpty || scenario.speaks(of: search.foldedForSearch))
                    && (point.map(scenario.touchpoints.contains) ?? true)
            }
            let changed = standings.count { $0.overlay != nil }
            return Content(
                frame: try pages.frame(say("Scenarios"), .scenarios, staff, reader),
                tabs: ScenarioTabs(current: "/scenarios").tabs,
                heading: say("\(standings.count) things that go wrong, and how we mend them"),
                lede: Self.lede(coverage, changed),
                search: search,
                points: [FormChoice(value: "", words: say("Anywhere"))]
                    + Touchpoint.allCases.map {
                        FormChoice(
                            value: $0.name,
                            words: say($0).capitalizedFirst,
                            isChosen: $0 == point
                        )
                    },
                groups: Self.groups(shown, counts, at: point),
                isEmpty: shown.isEmpty
            )
        }
        return try pages.page("scenarios", content)
    }

    private static func lede(_ coverage: ScenarioCoverage, _ changed: Int) -> String {
        let own =
            changed == 0
            ? say("All as headquarters wrote them.")
            : changed == 1
                ? say("One has ways of this house.") : say("\(changed) have ways of this house.")
        guard let share = coverage.unnamedShare else { return own }
        return say(
            "\(own) Of \(coverage.cases) cases in \(days) days, \(percent(share)) have no name."
        )
    }

    /// By the first point of the journey, in the journey's order; what happens anywhere last.
    private static func groups(
        _ standings: [ScenarioStanding],
        _ counts: [String: Int],
        at point: Touchpoint?
    ) -> [Group] {
        let grouped = Dictionary(grouping: standings) { standing -> Int64 in
            let points = standing.headquarters.touchpoints
            if let point { return point.rawValue }
            return points.count == Touchpoint.allCases.count ? .max : points[0].rawValue
        }
        return grouped.sorted { $0.key < $1.key }.map { key, standings in
            Group(
                title: Touchpoint(rawValue: key).map { say($0).capitalizedFirst }
                    ?? say("Anywhere"),
                lines: standings.map { line($0, counts[$0.laid.scenario.code.description] ?? 0) }
            )
        }
    }

    private static func line(_ standing: ScenarioStanding, _ count: Int) -> Line {
        let scenario = standing.laid.scenario
        let severity = scenario.severity.starting()
        return Line(
            path: "/scenarios/\(scenario.code)",
            icon: scenario.icon,
            name: scenario.name,
            code: scenario.code.description,
            summary: scenario.summary,
            responder: say(scenario.responder.lead).capitalizedFirst,
            count: count == 0
                ? say("not met lately") : count == 1 ? say("once") : say("\(count) times"),
            severity: SeverityPart(severity),
            marks: standing.marks
        )
    }
}

extension ScenarioStanding {
    /// What somebody should know at a glance.
    var marks: [MarkPart] {
        guard overlay != nil else { return [] }
        let own = MarkPart(.brass, icon: "door", say("Ways of this house"))
        return needsLook ? [MarkPart(.act, icon: "act", say("Look once more")), own] : [own]
    }
}
