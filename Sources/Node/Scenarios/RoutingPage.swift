import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// Who gets first what the program recognises: how often that was right, what the figures advise,
/// and the switch.
struct RoutingPage {
    let pages: HousePages

    private struct Content: Sendable {
        var frame: PageFrame
        var tabs: [ScenarioTabs.Tab]
        var formToken: String
        var heading: String
        var house: Way
        var canSwitch: Bool
        var lines: [Line]
        var quiet: [Line]
        var isQuiet: Bool
        var isEmpty: Bool
        var backs: [Back]
        var rule: String
        var taught: String
    }

    private struct Way: Sendable {
        var isDirect: Bool
        var words: String
        var button: String
        var value: String
    }

    private struct Line: Sendable {
        var code: String
        var path: String
        var name: String
        var way: Way
        var since: String
        var count: String
        var rate: String
        var advice: MarkPart?
        var advised: String
        var isOwn: Bool
        var isMain: Bool
    }

    /// A kind of failure that the program sent back to triage.
    private struct Back: Sendable {
        var name: String
        var why: String
        var when: String
    }

    func response(_ staff: Staff) throws -> Response {
        let now = WallClock.now()
        let present = try pages.desk.scenarios().values
            .sorted { $0.scenario.code < $1.scenario.code }
        let content = try pages.store.read { reader in
            let modes = try reader.routingModes()
            let routed = try reader.routedCases(present)
            let records = Dictionary(grouping: routed.filter { $0.suggested != nil }) {
                $0.suggested ?? ""
            }.mapValues { RoutingRecord(code: $0.first?.suggested ?? "", cases: $0) }
            let scenarios = present.map(\.scenario)
            let lines = scenarios.map { scenario in
                let code = scenario.code.description
                let count = records[code]?.count(since: modes[code].since)
                return line(scenario, modes, count ?? MisrouteCount(routed: 0, misrouted: 0), now)
            }
            let met = lines.filter { $0.isOwn || $0.count != Self.nothing }
            return Content(
                frame: try pages.frame(say("Who gets it first"), .scenarios, staff, reader),
                tabs: ScenarioTabs(current: "/routing").tabs,
                formToken: staff.session.formToken,
                heading: Self.heading(lines),
                house: Self.way(modes.house.mode),
                canSwitch: staff.role.covers(.manager),
                lines: met,
                quiet: lines.filter { !$0.isOwn && $0.count == Self.nothing },
                isQuiet: met.count < lines.count,
                isEmpty: met.isEmpty,
                backs: backs(scenarios, modes, now),
                rule: Self.rule,
                taught: Self.taught(routed.count(where: \.isTaught))
            )
        }
        return try pages.page("scenario-routing", content)
    }

    struct Switching: Decodable, Sendable {
        /// The scenario; empty for the house.
        var scenario: String?
        /// A mode, or nothing to do as the house does.
        var mode: String?
    }

    func take(_ form: Switching, _ staff: Staff) throws -> Response {
        let code = form.scenario.flatMap { $0.isEmpty ? nil : $0 }
        let mode = form.mode.flatMap(RoutingMode.named)
        let isUnknown = try code.map { try pages.desk.scenarios()[$0] == nil } ?? (mode == nil)
        guard !isUnknown else {
            throw Problem(
                .badRequest,
                "scenario",
                say(
                    "Choose a scenario and a way from the page."
                )
            )
        }
        try pages.store.setRouting(of: code, to: mode, author: staff.name, now: WallClock.now())
        return .seeOther("/routing")
    }

    // MARK: Words

    private static var nothing: String { say("none judged yet") }

    private static var rule: String {
        say(
            """
            A kind of failure may go direct when people changed the first team of under \
            \(percent(RoutingRule.misrouteShareMax)) of at least \(RoutingRule.judgedCountMin) \
            cases. It goes back to triage by itself when so many go wrong as chance would bring \
            less than once in \(Int(1 / RoutingRule.fallBackChanceMax)) times at \
            \(percent(RoutingRule.misrouteShareMax)). Cases count from the last switch, the \
            newest \(RoutingRule.recentCountMax).
            """
        )
    }

    private static func heading(_ lines: [Line]) -> String {
        let direct = lines.count { $0.way.isDirect }
        return direct == lines.count
            ? say("Everything recognised goes straight to its team")
            : direct == 0
                ? say("Everything goes to triage first")
                : say("\(direct) of \(lines.count) kinds go straight to their team")
    }

    private static func taught(_ count: Int) -> String {
        count == 0
            ? say("Nobody has confirmed or corrected a name yet.")
            : say("\(count) names that people confirmed or corrected are kept for training.")
    }

    private static func way(_ mode: RoutingMode) -> Way {
        switch mode {
        case .triage:
            Way(
                isDirect: false,
                words: say("Triage first"),
                button: say("Send direct"),
                value: RoutingMode.direct.name
            )
        case .direct:
            Way(
                isDirect: true,
                words: say("Straight to the team"),
                button: say("Triage first"),
                value: RoutingMode.triage.name
            )
        }
    }

    private func line(
        _ scenario: FailureScenario,
        _ modes: RoutingModes,
        _ count: MisrouteCount,
        _ now: Timestamp
    ) -> Line {
        let code = scenario.code.description
        let standing = modes[code]
        let advice = RoutingRule.advice(standing.mode, count)
        return Line(
            code: code,
            path: "/scenarios/\(code)",
            name: scenario.name,
            way: Self.way(standing.mode),
            since: standing.since.milliseconds == 0
                ? "" : say("since \(pages.time.near(standing.since, now))"),
            count: count.routed == 0
                ? Self.nothing : say("\(count.misrouted) of \(count.routed) had the wrong team"),
            rate: Self.rate(count),
            advice: Self.mark(advice),
            advised: Self.advised(advice),
            isOwn: modes.own[code] != nil,
            isMain: advice == .goDirect
        )
    }

    private static func rate(_ count: MisrouteCount) -> String {
        guard let share = count.share, let range = count.interval else { return "" }
        let (low, high) = (percent(range.lowerBound), percent(range.upperBound))
        return say("\(percent(share)), likely \(low) to \(high)")
    }

    private static func mark(_ advice: RoutingAdvice) -> MarkPart? {
        switch advice {
        case .goDirect: MarkPart(.done, icon: "check", say("Ready to go direct"))
        case .keepTriage: MarkPart(.act, icon: "split", say("Keep in triage"))
        case .fallBack: MarkPart(.late, icon: "late", say("Too often wrong"))
        case .wait, .stayDirect: nil
        }
    }

    private static func advised(_ advice: RoutingAdvice) -> String {
        switch advice {
        case .wait(let more): more == 1 ? say("1 more to judge") : say("\(more) more to judge")
        case .goDirect, .keepTriage, .stayDirect: ""
        case .fallBack: say("goes back to triage within minutes")
        }
    }

    private func backs(
        _ scenarios: [FailureScenario],
        _ modes: RoutingModes,
        _ now: Timestamp
    ) -> [Back] {
        scenarios.compactMap { scenario in
            guard let own = modes.own[scenario.code.description], own.isFallBack else { return nil }
            return Back(
                name: "\(scenario.name), \(scenario.code)",
                why: own.why,
                when: pages.time.near(own.since, now)
            )
        }
    }
}
