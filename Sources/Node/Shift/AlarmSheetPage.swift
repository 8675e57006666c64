import Hummingbird
import Recovery
import Storage
import Web

/// The alarms that nobody has answered, as a sheet to print and carry; and where texts about them
/// go.
struct AlarmSheetPage {
    let pages: HousePages

    private struct Content: Sendable {
        var frame: PageFrame
        var tabs: [ShiftTabs.Tab]
        var formToken: String
        var house: String
        var heading: String
        var lines: [Line]
        var more: String?
        var foot: String
        var canSet: Bool
        var number: String
        var isQuiet: Bool
        var canText: Bool
        var minutesOver: Int
    }

    private struct Line: Sendable {
        var path: String
        var reference: String
        var since: String
        var place: String
        var title: String
        var severity: String
        var called: String
    }

    /// How many alarms a sheet lists, the oldest first.
    private static let lineCountMax = 100

    func response(_ staff: Staff) throws -> Response {
        let now = WallClock.now()
        let scenarios = try pages.desk.scenarios()
        let content = try pages.store.read { reader in
            let settings = try reader.alarmTextSettings()
            let count = try reader.unansweredCount()
            let lines = try reader.unansweredAlarms(countMax: Self.lineCountMax).map {
                line($0, scenarios.scenario(of: $0.recoveryCase), staff, now)
            }
            return Content(
                frame: try pages.frame(say("Alarm sheet"), .shift, staff, reader),
                tabs: ShiftTabs(current: "/alarms").tabs,
                formToken: staff.session.formToken,
                house: pages.house,
                heading: Self.heading(count),
                lines: lines,
                more: count > lines.count ? say("and \(count - lines.count) more") : nil,
                foot: say("As of \(pages.time.date(now)) \(pages.time.clock(now))."),
                canSet: staff.role.covers(.manager),
                number: settings?.number.text ?? "",
                isQuiet: settings?.isQuietAtNight ?? true,
                canText: pages.ways.channels.contains(.sms),
                minutesOver: AlarmTexter.minutesOver
            )
        }
        return try pages.page("alarms", content)
    }

    private static func heading(_ count: Int) -> String {
        count == 0
            ? say("Every alarm is answered")
            : count == 1
                ? say("1 alarm nobody has answered") : say("\(count) alarms nobody has answered")
    }

    private func line(
        _ call: UnansweredAlarm,
        _ scenario: FailureScenario?,
        _ staff: Staff,
        _ now: Timestamp
    ) -> Line {
        let found = call.recoveryCase
        let mayRead = found.isOpen(to: staff.session.person, scenario)
        let drill = found.isDrill ? "\(say("Drill")): " : ""
        return Line(
            path: "/cases/\(found.reference)",
            reference: found.reference,
            since: pages.time.near(call.since, now),
            place: mayRead ? found.place?.asPlace ?? "" : "",
            title: mayRead
                ? drill
                    + [found.title(scenario), found.guest].compactMap(\.self)
                    .joined(separator: ", ")
                : say("Sealed"),
            severity: "\(found.severity.rawValue) \(found.severity.label)",
            called: call.alarm.calledName
        )
    }

    // MARK: Where texts go

    struct Number: Decodable, Sendable {
        var number: String
        var quiet: String?
    }

    func set(_ form: Number, _ staff: Staff) throws -> Response {
        try keep(form.number.trimmed, isQuietAtNight: form.quiet != nil, staff)
        return .seeOther("/alarms")
    }

    /// Keeps the number, none for an empty one.
    ///
    /// - Throws: a problem for what is no number.
    func keep(_ text: String, isQuietAtNight: Bool, _ staff: Staff) throws {
        let number = PhoneNumber(text)
        guard number != nil || text.isEmpty else {
            throw Problem(
                .badRequest,
                "number",
                say("Write a telephone's number, such as +46 70 123 45 67.")
            )
        }
        try pages.store.setAlarmTexts(
            number.map { AlarmTextSettings($0, isQuietAtNight: isQuietAtNight) },
            author: staff.name,
            now: WallClock.now()
        )
    }
}

extension HousePages {
    /// Adds the alarm sheet.
    func addAlarmSheet(to router: RouterGroup<HouseContext>) {
        router.get("/alarms") { _, context in
            let staff = try context.signedIn()
            return try await blocking { try AlarmSheetPage(pages: self).response(staff) }
        }
        router.post("/alarms/texts") { request, context in
            let (staff, form) = try await context.form(AlarmSheetPage.Number.self, request)
            try staff.mustManage()
            return try await blocking { try AlarmSheetPage(pages: self).set(form, staff) }
        }
    }
}
