import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// The triage desk: what waits to be named and forwarded, and what it must chase until it closes.
struct TriagePage {
    let pages: HousePages

    private struct Content: Sendable {
        var frame: PageFrame
        var tabs: [ScenarioTabs.Tab]
        var formToken: String
        var heading: String
        var lede: String
        var waiting: [Waiting]
        var isEmpty: Bool
        var chase: [Chased]
        var isChasing: Bool
    }

    private struct Waiting: Sendable {
        var path: String
        var reference: String
        var title: String
        var words: String?
        var facts: String
        var clock: ClockPart?
        var guesses: [Guess]
        var isGuessed: Bool
    }

    private struct Guess: Sendable {
        var code: String
        var name: String
        var team: String
        var isMain: Bool
    }

    private struct Chased: Sendable {
        var path: String
        var reference: String
        var title: String
        var team: String
        var clock: ClockPart?
        fileprivate var order: Int64
    }

    /// How many cases a list shows.
    private static let countMax = 200
    /// How many kinds are offered at once.
    private static let guessCountMax = 3
    private static let wordCountMax = 280

    func response(_ staff: Staff) throws -> Response {
        let now = WallClock.now()
        let adviser = try pages.desk.adviser()
        let content = try pages.store.read { reader in
            let house = try pages.clockHouse(adviser.scenarios, reader)
            let waiting = try reader.casesInTriage(countMax: Self.countMax)
            let chase = try reader.casesToChase(countMax: Self.countMax)
            let clocks = try reader.clocks(of: waiting + chase, house)
            func clock(_ found: RecoveryCase) -> ClockPart? {
                clocks[found.id].map { ClockFace(next: $0, pages.time, now).part }
            }
            let lines = try waiting.map {
                try line($0, adviser, staff, clock($0), reader)
            }
            return Content(
                frame: try pages.frame(say("Triage"), .scenarios, staff, reader),
                tabs: ScenarioTabs(current: "/triage").tabs,
                formToken: staff.session.formToken,
                heading: Self.heading(lines.count),
                lede: try Self.lede(reader),
                waiting: lines,
                isEmpty: lines.isEmpty,
                chase: chase.map { found in
                    let scenario = house.scenario(of: found)
                    let isOpen = found.isOpen(to: staff.session.person, scenario)
                    return Chased(
                        path: "/cases/\(found.reference)",
                        reference: found.reference,
                        title: isOpen ? found.title(scenario) : found.sealedTitle,
                        team: found.owner ?? found.team?.asTeam.capitalizedFirst
                            ?? say("nobody yet"),
                        clock: clock(found),
                        order: clocks[found.id]?.next(at: now)?.reading.due?.milliseconds ?? .max
                    )
                }.sorted { $0.order < $1.order },
                isChasing: !chase.isEmpty
            )
        }
        return try pages.page("scenario-triage", content)
    }

    private func line(
        _ found: RecoveryCase,
        _ adviser: Adviser,
        _ staff: Staff,
        _ clock: ClockPart?,
        _ reader: StoreReader
    ) throws -> Waiting {
        let scenario = adviser.scenarios.scenario(of: found)
        let isOpen = found.isOpen(to: staff.session.person, scenario)
        let feedback = try found.feedback.flatMap { try reader.row(Catalogue.feedback, $0) }
            .map(FeedbackItem.init)
        let text = feedback?.text ?? ""
        let guesses = isOpen ? guesses(scenario, feedback, adviser) : []
        return Waiting(
            path: "/cases/\(found.reference)",
            reference: found.reference,
            title: isOpen
                ? scenario.map { say("Perhaps: \($0.name)") } ?? found.title(nil)
                : found.sealedTitle,
            words: isOpen && !text.isEmpty ? String(text.prefix(Self.wordCountMax)) : nil,
            facts: [
                found.place?.asPlace, isOpen ? found.guest : nil, feedback.map { say($0.channel) },
            ]
            .compactMap(\.self).joined(separator: ", "),
            clock: clock,
            guesses: guesses,
            isGuessed: !guesses.isEmpty
        )
    }

    /// What the case was taken for first, then what its words suggest besides.
    private func guesses(
        _ suspected: FailureScenario?,
        _ feedback: FeedbackItem?,
        _ adviser: Adviser
    ) -> [Guess] {
        var scenarios = suspected.map { [$0] } ?? []
        for suggestion in feedback.map({ adviser.suggestions(for: $0) }) ?? []
        where !scenarios.contains(where: { $0.code == suggestion.scenario.code }) {
            scenarios.append(suggestion.scenario)
        }
        return scenarios.prefix(Self.guessCountMax).enumerated().map { index, scenario in
            Guess(
                code: scenario.code.description,
                name: scenario.name,
                team: say(scenario.responder.lead),
                isMain: index == 0
            )
        }
    }

    private static func heading(_ count: Int) -> String {
        count == 0
            ? say("Nothing waits for triage")
            : count == 1 ? say("1 case waits for a name") : say("\(count) cases wait for a name")
    }

    private static func lede(_ reader: StoreReader) throws -> String {
        switch try reader.routingModes().house.mode {
        case .triage:
            say(
                """
                What guests say comes here first. Confirm the name or choose another: its team \
                is called.
                """
            )
        case .direct:
            say(
                """
                What the program recognises goes straight to its team; what it cannot name, and \
                what triage should see first, comes here.
                """
            )
        }
    }
}
