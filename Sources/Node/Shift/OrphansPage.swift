import Hummingbird
import Recovery
import Storage
import Web

/// What nobody looks after, as of now; at night the same list goes to the journal.
struct OrphansPage {
    let pages: HousePages

    private struct Content: Sendable {
        var frame: PageFrame
        var tabs: [ShiftTabs.Tab]
        var heading: String
        var lede: String
        var groups: [Group]
        var isEmpty: Bool
    }

    private struct Group: Sendable {
        var title: String
        var remedy: String
        var lines: [Line]
    }

    private struct Line: Sendable {
        var path: String?
        var reference: String
        var words: String
    }

    func response(_ staff: Staff) throws -> Response {
        let now = WallClock.now()
        let scenarios = try pages.desk.scenarios()
        let content = try pages.store.read { reader in
            let orphans = try reader.orphans()
            let house = try pages.clockHouse(scenarios, reader)
            let groups = try Orphan.Kind.allCases.map { kind in
                Group(
                    title: say(kind.words).capitalizedFirst,
                    remedy: kind.remedy,
                    lines: try orphans.filter { $0.kind == kind }.map { orphan in
                        let mayRead = try self.mayRead(orphan, staff, house, reader)
                        return Line(
                            path: orphan.reference.map { "/cases/\($0)" },
                            reference: orphan.reference ?? say("not here"),
                            words: mayRead ? orphan.words : say("Sealed")
                        )
                    }
                )
            }.filter { !$0.lines.isEmpty }
            return Content(
                frame: try pages.frame(say("Nobody’s"), .shift, staff, reader),
                tabs: ShiftTabs(current: "/orphans").tabs,
                heading: orphans.isEmpty
                    ? say("Everything has somebody")
                    : orphans.count == 1
                        ? say("1 thing has nobody") : say("\(orphans.count) things have nobody"),
                lede: say(
                    """
                    As of \(pages.time.clock(now)). Looked for every night at 03:00 too, with a \
                    line in the journal.
                    """
                ),
                groups: groups,
                isEmpty: orphans.isEmpty
            )
        }
        return try pages.page("orphans", content)
    }

    /// Whether somebody may read what an orphan is about.
    private func mayRead(
        _ orphan: Orphan,
        _ staff: Staff,
        _ house: ClockHouse,
        _ reader: StoreReader
    ) throws -> Bool {
        guard let reference = orphan.reference else { return true }
        do {
            let found = try reader.recoveryCase(named: reference)
            return found.isOpen(to: staff.session.person, house.scenario(of: found))
        } catch is CaseworkError {
            // Two cases of one reference: its words are on their own pages.
            return false
        }
    }
}

extension Orphan.Kind {
    /// What to do about it.
    fileprivate var remedy: String {
        switch self {
        case .alarmWithoutCase: say("The alarm calls for nothing any more. Answer it on its case.")
        case .caseWithoutOwner: say("Open the case and take it over, or give it to a team.")
        case .ownerLeft: say("Open the case and take it over.")
        case .promiseWithoutOwner: say("Open the case and take it over: the promise is then yours.")
        }
    }
}
