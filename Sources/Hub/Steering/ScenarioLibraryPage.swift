import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// Every kind of failure on one line: its version, and which sites have it.
struct ScenarioLibraryPage {
    let pages: HubPages

    private struct Content: Sendable {
        var frame: PageFrame
        var heading: String
        var lede: String
        var scenarios: [Line]
        var maySteer: Bool
        var formToken: String
    }

    private struct Line: Sendable {
        var code: String
        var name: String
        var row: String
        var severity: SeverityPart
        var responder: String
        var promised: String
        var version: String
        var told: String?
        var mark: String
        var icon: String
        var holders: String
        var missing: String?
        var ways: String?
    }

    func response(_ reader: HubReader) throws -> Response {
        let standings = try pages.store.standings(now: WallClock.now())
        let accounts = standings.map(\.account).sorted { $0.code < $1.code }
        let content = try pages.store.read { store in
            let versions = try store.standingVersions()
            let reaches = try store.reaches().mapValues(\.everyone)
            let overlays = try store.overlays()
            let lines = try store.scenarios().map { published in
                let code = published.scenario.code
                let ways = Set((overlays[code] ?? []).filter { !$0.isWithdrawn }.map(\.row.site))
                let holders = ScenarioHolders(versions[code], accounts, reaches)
                return (line(published.scenario, versions[code], holders, ways.count), holders)
            }
            let waiting = lines.filter { !$0.1.missing.isEmpty }
            return Content(
                frame: pages.frame("Scenarios", .scenarios, reader, standings),
                heading: heading(lines.count, waiting.count),
                lede: "What each failure is, who comes, what is done, said and given. A new "
                    + "version reaches a site with its next exchange; a case keeps the version "
                    + "with which it began.",
                scenarios: (waiting + lines.filter { $0.1.missing.isEmpty }).map(\.0),
                maySteer: reader.maySteer,
                formToken: reader.formToken
            )
        }
        return try pages.page("hq-scenarios", content)
    }

    private func heading(_ count: Int, _ waiting: Int) -> String {
        let all = Numbers.count(count, "kind") + " of failure"
        return waiting == 0 ? "\(all), at every site" : "\(all), \(waiting) not yet at every site"
    }

    private func line(
        _ scenario: FailureScenario,
        _ version: PublishedVersion?,
        _ holders: ScenarioHolders,
        _ ways: Int
    ) -> Line {
        let severity = scenario.severity.starting()
        let isEverywhere = holders.missing.isEmpty
        return Line(
            code: scenario.code.description,
            name: scenario.name,
            row: isEverywhere ? "in-step" : "needs",
            severity: SeverityPart(Int(severity.rawValue), severity.words),
            responder: scenario.responder.lead.words,
            promised: scenario.target(afterStay: false).words,
            version: version.map { "Version \($0.number)" } ?? "With the program",
            told: version.map { "\(HubTime.shortDay($0.publishedAt.day())), \($0.author)" },
            mark: isEverywhere ? "done" : "act",
            icon: isEverywhere ? "check" : "clock",
            holders: holders.words,
            missing: holders.missingWords,
            ways: ways == 0 ? nil : Numbers.count(ways, "house")
        )
    }
}
