import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// What one shift hands to the next: a list that makes itself, free words, two signatures.
struct HandoverPage {
    let pages: HousePages

    private struct Content: Sendable {
        var frame: PageFrame
        var tabs: [ShiftTabs.Tab]
        var formToken: String
        var heading: String
        var lede: String
        var given: [Given]
        var groups: [Group]
        var isEmpty: Bool
        var absent: [Absent]
        var changed: String
        var changes: [ShiftRow]
        var hasChanges: Bool
        var past: [Past]
        var hasPast: Bool
        var person: String
    }

    private struct Group: Sendable {
        var title: String
        var note: String
        var rows: [ShiftRow]
    }

    /// A shift that waits for a second signature.
    private struct Given: Sendable {
        var id: String
        var words: String
        var text: String
        var canTake: Bool
        var button: String
    }

    /// Somebody who is not here but has cases.
    private struct Absent: Sendable {
        var name: String
        var words: String
    }

    private struct Past: Sendable {
        var shift: String
        var given: String
        var taken: String
        var text: String
    }

    /// How long a shift is taken to be when nobody said when it began.
    private static let shiftMilliseconds: Int64 = 8 * 3_600_000
    /// How many former handovers are shown.
    private static let pastCountMax = 10

    func response(_ staff: Staff) throws -> Response {
        let now = WallClock.now()
        let scenarios = try pages.desk.scenarios()
        let content = try pages.store.read { reader in
            let house = try pages.clockHouse(scenarios, reader)
            let handovers = try reader.handovers(countMax: Self.pastCountMax)
            let start = try shiftStart(staff, handovers, reader, now)
            let cases = try reader.openCases(countMax: ShiftList.caseCountMax)
            let list = try ShiftList(cases, house, staff, reader, pages.time, now)
            let groups = Self.groups(list)
            let changes = try self.changes(since: start, house, staff, reader, now)
            return Content(
                frame: try pages.frame(say("Handover"), .shift, staff, reader),
                tabs: ShiftTabs(current: "/handover").tabs,
                formToken: staff.session.formToken,
                heading: cases.isEmpty
                    ? say("Nothing to hand over")
                    : cases.count == 1
                        ? say("1 case to hand over") : say("\(cases.count) cases to hand over"),
                lede: "\(pages.time.date(now)), \(pages.time.clock(now)). "
                    + say("The shift since \(pages.time.near(start, now))."),
                given: try given(handovers, staff, reader, now),
                groups: groups,
                isEmpty: groups.isEmpty,
                absent: try absent(cases, staff, reader, now),
                changed: say("What changed since \(pages.time.near(start, now))"),
                changes: changes,
                hasChanges: !changes.isEmpty,
                past: handovers.filter { $0.takenBy != nil }.map { past($0, now) },
                hasPast: handovers.contains { $0.takenBy != nil },
                person: staff.name
            )
        }
        return try pages.page("handover", content)
    }

    // MARK: Acts

    struct Giving: Decodable, Sendable { var text: String? }

    /// The longest words to the next shift, in characters.
    private static let textLengthMax = 4000

    func give(_ form: Giving, _ staff: Staff) throws -> Response {
        let now = WallClock.now()
        let scenarios = try pages.desk.scenarios()
        let (shift, references) = try pages.store.read { reader in
            let house = try pages.clockHouse(scenarios, reader)
            let handovers = try reader.handovers(countMax: Self.pastCountMax)
            let start = try shiftStart(staff, handovers, reader, now)
            let cases = try reader.openCases(countMax: ShiftList.caseCountMax)
            let list = try ShiftList(cases, house, staff, reader, pages.time, now)
            let day = pages.time.date(start)
            return (
                "\(day), \(pages.time.clock(start)) to \(pages.time.clock(now))", list.references
            )
        }
        let text = String((form.text ?? "").trimmed.prefix(Self.textLengthMax))
        _ = try pages.store.change(author: staff.name, now: now) {
            try $0.giveHandover(shift: shift, cases: references, text: text)
        }
        return .seeOther("/handover")
    }

    func take(_ name: String, _ staff: Staff) throws -> Response {
        let id = try ChangeID(inAddress: name)
        return try pages.shiftAct {
            _ = try pages.store.change(author: staff.name, now: WallClock.now()) {
                try $0.takeHandover(id)
            }
            return .seeOther("/handover")
        }
    }

    struct TakingOver: Decodable, Sendable { var of: String }

    func takeCases(_ form: TakingOver, _ staff: Staff) throws -> Response {
        _ = try pages.store.change(author: staff.name, now: WallClock.now()) {
            try $0.takeOverCases(of: form.of)
        }
        return .seeOther("/handover")
    }

    // MARK: Parts

    /// When the present shift began: with the person's duty, else with the last handover.
    private func shiftStart(
        _ staff: Staff,
        _ handovers: [Handover],
        _ reader: StoreReader,
        _ now: Timestamp
    ) throws -> Timestamp {
        let duty = try reader.onDuty(at: now)
        if let own = duty.present.first(where: { $0.person == staff.name }) { return own.from }
        let usual = Timestamp(milliseconds: now.milliseconds - Self.shiftMilliseconds)
        let taken = handovers.compactMap(\.takenAt).max()
        return taken.map { max($0, usual) } ?? usual
    }

    private static func groups(_ list: ShiftList) -> [Group] {
        [
            Group(
                title: say("Over"),
                note: say("a time that we promised has passed"),
                rows: list.over
            ),
            Group(title: say("Promised"), note: say("somebody counts on it"), rows: list.promised),
            Group(
                title: say("Waiting"),
                note: say("someone else has the next step"),
                rows: list.waiting
            ),
            Group(title: say("Open"), note: say("in the order of their clocks"), rows: list.open),
        ].filter { !$0.rows.isEmpty }
    }

    private func given(
        _ handovers: [Handover],
        _ staff: Staff,
        _ reader: StoreReader,
        _ now: Timestamp
    ) throws -> [Given] {
        try handovers.filter { $0.takenBy == nil }.map { handover in
            let count = try reader.openCases(ownedBy: handover.givenBy).count
            let who = handover.givenBy == staff.name ? say("You") : handover.givenBy
            return Given(
                id: handover.id.description,
                words: say(
                    """
                    \(who) gave the shift at \(pages.time.near(handover.givenAt, now)), with \
                    \(handover.cases.count) open cases.
                    """
                ),
                text: handover.text,
                canTake: handover.givenBy != staff.name,
                button: count == 0
                    ? say("Take the shift over")
                    : say("Take the shift over, and \(Self.cases(count)) of \(handover.givenBy)")
            )
        }
    }

    /// Who has open cases but is not on duty; nobody as long as the roster says nothing.
    private func absent(
        _ cases: [RecoveryCase],
        _ staff: Staff,
        _ reader: StoreReader,
        _ now: Timestamp
    ) throws -> [Absent] {
        let duty = try reader.onDuty(at: now)
        guard !duty.present.isEmpty else { return [] }
        let counts = Dictionary(grouping: cases.compactMap(\.owner)) { $0 }.mapValues(\.count)
        return counts.filter { $0.key != staff.name && !duty.isPresent($0.key) }
            .sorted { $0.key < $1.key }.map { name, count in
                Absent(name: name, words: say("Take over \(Self.cases(count)) of \(name)"))
            }
    }

    private static func cases(_ count: Int) -> String {
        count == 1 ? say("1 case") : say("\(count) cases")
    }

    private func changes(
        since start: Timestamp,
        _ house: ClockHouse,
        _ staff: Staff,
        _ reader: StoreReader,
        _ now: Timestamp
    ) throws -> [ShiftRow] {
        let end = Timestamp(milliseconds: now.milliseconds + 1)
        let opened = try reader.cases(openedFrom: start, to: end).map { found in
            ShiftRow(found, house, staff, when: say("new \(pages.time.near(found.openedAt, now))"))
        }
        let closed = try reader.cases(closedFrom: start, to: end).map { found in
            let outcome = found.outcome.map { ", \(say($0))" } ?? ""
            return ShiftRow(
                found,
                house,
                staff,
                when: say("closed \(pages.time.near(found.closedAt ?? now, now))\(outcome)")
            )
        }
        return opened + closed
    }

    private func past(_ handover: Handover, _ now: Timestamp) -> Past {
        let taken = handover.takenAt.map { pages.time.near($0, now) } ?? ""
        return Past(
            shift: handover.shift,
            given: "\(handover.givenBy), \(pages.time.near(handover.givenAt, now))",
            taken: "\(handover.takenBy ?? ""), \(taken)",
            text: handover.text
        )
    }
}
