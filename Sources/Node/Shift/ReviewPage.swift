import Hummingbird
import Recovery
import Storage
import Web

/// One review: five items from 1 to 7; what the guest said of the same is shown after it.
struct ReviewPage {
    let pages: HousePages

    private struct Content: Sendable {
        var frame: PageFrame
        var tabs: [ShiftTabs.Tab]
        var formToken: String
        var heading: String
        var title: String
        var path: String
        var casePath: String
        var clocks: [String]
        var items: [Item]
        var isReviewed: Bool
        var review: Review?
        var text: String
        var trouble: String?
        var textLengthMax: Int
    }

    private struct Item: Sendable {
        var name: String
        var words: String
        var points: [Point]
    }

    private struct Point: Sendable {
        var value: Int
        var isChosen: Bool
    }

    /// A review that stands, beside the guest's answers.
    private struct Review: Sendable {
        var by: String
        var text: String
        var rows: [Side]
        var guestSilent: Bool
    }

    private struct Side: Sendable {
        var item: String
        var house: String
        var guest: String
        /// Said where the two differ by two or more.
        var gap: String?
    }

    struct Form: Decodable, Sendable {
        var communication, accountability, responsiveness, empathy, solution: String?
        var text: String?

        /// The answers on the scale; others count as not given.
        fileprivate var items: CaresItems {
            var scores: [CaresItems.Item: RecoveryScore] = [:]
            for item in CaresItems.Item.allCases {
                let said =
                    switch item {
                    case .communication: communication
                    case .accountability: accountability
                    case .responsiveness: responsiveness
                    case .empathy: empathy
                    case .solution: solution
                    }
                // What is no number from 1 to 7 counts as not given.
                scores[item] = said.flatMap { Int($0) }.flatMap { try? RecoveryScore($0) }
            }
            return CaresItems(scores)
        }
    }

    private static let textLengthMax = 2000

    func response(
        _ name: String,
        _ staff: Staff,
        filled form: Form = Form(),
        trouble: String? = nil
    ) throws -> Response {
        let now = WallClock.now()
        let scenarios = try pages.desk.scenarios()
        var opened: String?
        let content = try pages.store.read { reader in
            let house = try pages.clockHouse(scenarios, reader)
            let found = try reader.recoveryCase(named: name)
            opened = found.isSealed(house.scenario(of: found)) ? found.reference : nil
            guard found.isOpen(to: staff.session.person, house.scenario(of: found)) else {
                throw Problem(
                    .forbidden,
                    "sealed",
                    say("This case is sealed, for \(found.readers) only.")
                )
            }
            let review = try reader.reviews(of: [found.id])[found.id]
            let chosen = form.items
            return Content(
                frame: try pages.frame(say("Review \(found.reference)"), .shift, staff, reader),
                tabs: ShiftTabs(current: "/reviews").tabs,
                formToken: staff.session.formToken,
                heading: say("How was \(found.reference) handled?"),
                title: found.title(house.scenario(of: found)),
                path: "/reviews/\(found.reference)",
                casePath: "/cases/\(found.reference)",
                clocks: try clocks(of: found, house, reader, now),
                items: CaresItems.Item.allCases.map { item in
                    Item(
                        name: item.name,
                        words: item.words,
                        points: (1...7).map {
                            Point(value: $0, isChosen: chosen.scores[item]?.value == $0)
                        }
                    )
                },
                isReviewed: review != nil,
                review: try review.map { review in
                    Self.review(review, try reader.guestItems(of: found.id))
                },
                text: form.text ?? "",
                trouble: trouble,
                textLengthMax: Self.textLengthMax
            )
        }
        if let opened {
            try pages.store.recordOpening(of: opened, by: staff.name, now: now)
        }
        return try pages.page(
            "reviews-write",
            content,
            status: trouble == nil ? .ok : .unprocessableContent
        )
    }

    /// What the clocks say of it, so that nobody has to guess how quick the house was.
    private func clocks(
        of found: RecoveryCase,
        _ house: ClockHouse,
        _ reader: StoreReader,
        _ now: Timestamp
    ) throws -> [String] {
        guard let clocks = try reader.clocks(of: [found], house)[found.id] else { return [] }
        return clocks.all.compactMap { item in
            let title = item.promise?.text ?? item.term.title
            return switch item.clock.reading(at: now).state {
            case .met: say("\(title): in time")
            case .missed(_, let by):
                say("\(title): \(HouseTime.span(by.components.seconds * 1000)) late")
            case .running, .paused, .over, .withdrawn, .endless: nil
            }
        }
    }

    private static func review(_ review: CaresReview, _ guest: CaresItems?) -> Review {
        Review(
            by: review.author,
            text: review.text,
            rows: CaresItems.Item.allCases.map { item in
                let (ours, theirs) = (
                    review.items.scores[item]?.value, guest?.scores[item]?.value
                )
                let gap = ours.flatMap { ours in theirs.map { ours - $0 } }
                return Side(
                    item: item.words,
                    house: ours.map(String.init) ?? "–",
                    guest: theirs.map(String.init) ?? "–",
                    gap: gap.flatMap { gap in
                        abs(gap) < 2
                            ? nil
                            : gap > 0 ? say("We saw it better") : say("The guest saw it better")
                    }
                )
            },
            guestSilent: guest == nil
        )
    }

    func take(_ name: String, _ form: Form, _ staff: Staff) throws -> Response {
        let text = String((form.text ?? "").trimmed.prefix(Self.textLengthMax))
        do {
            let scenarios = try pages.desk.scenarios()
            let found = try pages.store.read { try $0.recoveryCase(named: name) }
            let scenario = scenarios.scenario(of: found)
            guard found.isOpen(to: staff.session.person, scenario) else {
                return try response(name, staff)
            }
            try pages.store.change(author: staff.name, now: WallClock.now()) {
                try $0.review(found.id, form.items, text)
            }
            return .seeOther("/reviews/\(found.reference)")
        } catch let refusal as ReviewRefusal {
            return try response(name, staff, filled: form, trouble: say(refusal))
        }
    }
}
