import Hummingbird
import Recovery
import Storage
import Web

/// When the office teams work: a text that the manager writes, with a look at what it changes.
struct CalendarPage {
    let pages: HousePages

    private struct Content: Sendable {
        var frame: PageFrame
        var tabs: [ShiftTabs.Tab]
        var formToken: String
        var text: String
        var canEdit: Bool
        var trouble: String?
        var isPreview: Bool
        var finding: String
        var changes: [Change]
    }

    /// What another calendar does to a case.
    private struct Change: Sendable {
        var path: String
        var reference: String
        var before: String
        var after: String
    }

    struct Hours: Decodable, Sendable {
        var text: String
        var act: String
    }

    /// The longest text, in characters.
    private static let textLengthMax = 20_000

    func response(_ staff: Staff) throws -> Response {
        let text = try pages.store.read { try $0.serviceHoursText() }
        return try page(staff, text: text)
    }

    func take(_ form: Hours, _ staff: Staff) throws -> Response {
        let text = String(form.text.prefix(Self.textLengthMax)).replacing("\r\n", with: "\n")
        do {
            guard form.act == "keep" else {
                return try page(staff, text: text, changes: try changes(text))
            }
            try pages.store.setServiceHours(text, author: staff.name, now: WallClock.now())
            return .seeOther("/calendar")
        } catch let error as ServiceHoursError {
            return try page(staff, text: text, trouble: say(error))
        }
    }

    private func page(
        _ staff: Staff,
        text: String,
        trouble: String? = nil,
        changes: [Change]? = nil
    ) throws -> Response {
        let count = changes?.count ?? 0
        let content = try pages.store.read { reader in
            Content(
                frame: try pages.frame(say("Office hours"), .shift, staff, reader),
                tabs: ShiftTabs(current: "/calendar").tabs,
                formToken: staff.session.formToken,
                text: text,
                canEdit: staff.role.covers(.manager),
                trouble: trouble,
                isPreview: changes != nil,
                finding: count == 0
                    ? say("No open case is due at another moment.")
                    : count == 1
                        ? say("1 open case is due at another moment.")
                        : say("\(count) open cases are due at another moment."),
                changes: changes ?? []
            )
        }
        return try pages.page("calendar", content, status: trouble == nil ? .ok : .badRequest)
    }

    /// The open cases whose next clock says something else with other hours.
    private func changes(_ text: String) throws -> [Change] {
        let now = WallClock.now()
        let scenarios = try pages.desk.scenarios()
        let time = pages.time
        let hours = try ServiceHours(text: text, zone: time.zone)
        return try pages.store.read { reader in
            let cases = try reader.openCases(countMax: ShiftList.caseCountMax)
            let former = try reader.clocks(of: cases, try pages.clockHouse(scenarios, reader))
            let house = ClockHouse(scenarios: scenarios, hours: hours)
            let latter = try reader.clocks(of: cases, house)
            return cases.compactMap { found in
                guard let before = former[found.id], let after = latter[found.id],
                    before.next(at: now)?.reading.due != after.next(at: now)?.reading.due
                else { return nil }
                return Change(
                    path: "/cases/\(found.reference)",
                    reference: found.reference,
                    before: ClockFace(next: before, time, now).part.moment,
                    after: ClockFace(next: after, time, now).part.moment
                )
            }
        }
    }
}
