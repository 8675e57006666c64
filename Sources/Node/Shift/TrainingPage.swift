import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// What the house would do well to practise: where guests and those who lead gave low marks, and
/// how to practise it.
struct TrainingPage {
    let pages: HousePages

    private struct Content: Sendable {
        var frame: PageFrame
        var tabs: [ShiftTabs.Tab]
        var formToken: String
        var heading: String
        var lede: String
        var needs: [Need]
        var isEmpty: Bool
        var items: [Item]
        var people: [Practised]
        var canSee: Bool
    }

    /// A kind of failure in which one item is weak.
    private struct Need: Sendable {
        var scenario: String
        var name: String
        var path: String
        var item: String
        var title: String
        var weak: String
        var say: [String]
        var mine: String?
        var others: String?
    }

    /// An item, to be practised at any time.
    private struct Item: Sendable {
        var item: String
        var title: String
        var standing: String
        var steps: [String]
        var mine: String?
    }

    private struct Practised: Sendable {
        var name: String
        var words: String
    }

    /// How far back marks and practice count, in days.
    private static let dayCount = 90
    /// How many needs are shown, the weakest.
    private static let needCountMax = 6

    func response(_ staff: Staff) throws -> Response {
        let now = WallClock.now()
        let scenarios = try pages.desk.scenarios()
        let people = try pages.store.people().filter(\.isActive).map(\.name)
        let content = try pages.store.read { reader in
            let start = pages.time.midnight(now, daysAgo: Self.dayCount - 1)
            let standings = try reader.caresStandings(since: start)
            let marks = try reader.training(since: start)
            let weak = standings.filter { $0.isWeak && scenarios[$0.scenario] != nil }
                .sorted { ($0.mean, $0.scenario) < ($1.mean, $1.scenario) }
            let needs = weak.prefix(Self.needCountMax).compactMap { standing in
                scenarios[standing.scenario].map { need(standing, $0.scenario, marks, staff, now) }
            }
            return Content(
                frame: try pages.frame(say("Training"), .shift, staff, reader),
                tabs: ShiftTabs(current: "/training").tabs,
                formToken: staff.session.formToken,
                heading: Self.heading(needs.count),
                lede: say(
                    """
                    From what guests and those who lead said of cases closed in the last \
                    \(Self.dayCount) days: \(CaresStanding.countMin) answers or more, and a mean \
                    below \(CaresStanding.passing) of 7.
                    """
                ),
                needs: needs,
                isEmpty: needs.isEmpty,
                items: CaresItems.Item.allCases.map { item($0, standings, marks, staff, now) },
                people: people.map { practised($0, marks, now) },
                canSee: staff.role.covers(.supervisor)
            )
        }
        return try pages.page("training", content)
    }

    private static func heading(_ count: Int) -> String {
        count == 0
            ? say("Nothing stands out to practise")
            : count == 1 ? say("1 thing to practise") : say("\(count) things to practise")
    }

    private func need(
        _ standing: CaresStanding,
        _ scenario: FailureScenario,
        _ marks: [TrainingMark],
        _ staff: Staff,
        _ now: Timestamp
    ) -> Need {
        let own = marks.filter {
            $0.item == standing.item && $0.scenario == standing.scenario
        }
        let others = own.count { $0.person != staff.name }
        return Need(
            scenario: standing.scenario,
            name: scenario.name,
            path: "/scenarios/\(scenario.code)",
            item: standing.item.name,
            title: standing.item.exercise.title,
            weak: Self.words(standing),
            say: Array(scenario.say.prefix(2)),
            mine: own.first { $0.person == staff.name }.map { pages.time.near($0.at, now) },
            others: others == 0
                ? nil
                : others == 1
                    ? say("One colleague has practised it.")
                    : say("\(others) colleagues have practised it.")
        )
    }

    private static func words(_ standing: CaresStanding) -> String {
        say(
            """
            \(standing.item.words): \(ReviewsPage.decimal(standing.mean)) of 7, from \
            \(standing.count) answers
            """
        )
    }

    private func item(
        _ item: CaresItems.Item,
        _ standings: [CaresStanding],
        _ marks: [TrainingMark],
        _ staff: Staff,
        _ now: Timestamp
    ) -> Item {
        let own = standings.filter { $0.item == item }
        let count = own.reduce(0) { $0 + $1.count }
        let mean = Double(own.reduce(0) { $0 + $1.sum }) / Double(max(1, count))
        return Item(
            item: item.name,
            title: item.exercise.title,
            standing: count == 0
                ? say("no answers yet")
                : say("\(ReviewsPage.decimal(mean)) of 7, from \(count) answers"),
            steps: item.exercise.steps,
            mine: marks.first {
                $0.item == item && $0.scenario == nil && $0.person == staff.name
            }.map { pages.time.near($0.at, now) }
        )
    }

    private func practised(
        _ person: String,
        _ marks: [TrainingMark],
        _ now: Timestamp
    ) -> Practised {
        let own = marks.filter { $0.person == person }
        let last = own.first.map { pages.time.near($0.at, now) }
        return Practised(
            name: person,
            words: last.map {
                own.count == 1
                    ? say("1 thing, \($0)") : say("\(own.count) things, the last \($0)")
            } ?? say("nothing in these days")
        )
    }

    struct Form: Decodable, Sendable {
        var item: String
        var scenario: String?
    }

    func take(_ form: Form, _ staff: Staff) throws -> Response {
        let code = form.scenario.flatMap { $0.isEmpty ? nil : $0 }
        guard let item = CaresItems.Item(named: form.item),
            try code.map({ try pages.desk.scenarios()[$0] != nil }) ?? true
        else {
            throw Problem(.badRequest, "training", say("That is not here. Open the page again."))
        }
        try pages.store.practise(item, for: code, staff.name, now: WallClock.now())
        return .seeOther("/training")
    }
}

/// How an item is practised by two or three people in ten minutes.
struct Exercise: Sendable {
    let title: String
    let steps: [String]
}

extension CaresItems.Item {
    var exercise: Exercise {
        switch self {
        case .communication:
            Exercise(
                title: say("Say when they hear from us, and keep it"),
                steps: [
                    say("One plays the guest, one takes the complaint, one listens."),
                    say(
                        "End with a time: “I call you at twenty past four, also if it is not done.”"
                    ),
                    say("Write it as a promise in the case, so that the clock reminds us."),
                    say("The listener says whether the guest knew what happens next, and when."),
                ]
            )
        case .accountability:
            Exercise(
                title: say("Own it, without a “but”"),
                steps: [
                    say("Tell the last failure of this kind to a colleague who plays the guest."),
                    say(
                        "Say what went wrong and that it is ours: no reason, other team or rule."
                    ),
                    say("The guest raises a hand at each word that defends. Begin again there."),
                ]
            )
        case .responsiveness:
            Exercise(
                title: say("Answer first, mend second"),
                steps: [
                    say("Start a drill from the morning brief and take the time until the answer."),
                    say("The first sentence says that you heard it and who comes: nothing more."),
                    say(
                        "If the one who should come cannot, pass it on aloud. Practise those words."
                    ),
                ]
            )
        case .empathy:
            Exercise(
                title: say("Name what they lost"),
                steps: [
                    say("Read three complaints of this kind aloud, as the guest wrote them."),
                    say(
                        "For each say what the guest lost: sleep, time, a birthday. Not what broke."
                    ),
                    say(
                        "Say it to the guest in one sentence, with their name, and then be silent."
                    ),
                ]
            )
        case .solution:
            Exercise(
                title: say("Offer two ways, let them choose"),
                steps: [
                    say("Take the playbook’s alternatives and find one more that costs us little."),
                    say("Offer two, side by side, and ask which is better. Do not push either."),
                    say("Come back after an hour and ask whether it is right now."),
                ]
            )
        }
    }
}
