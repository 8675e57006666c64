import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// Who is on duty when: today and the days after, and who answers for each team now.
struct RosterPage {
    let pages: HousePages

    private struct Content: Sendable {
        var frame: PageFrame
        var tabs: [ShiftTabs.Tab]
        var formToken: String
        var heading: String
        var lede: String
        var answers: [Answer]
        var hasAnswers: Bool
        var days: [Day]
        var canEdit: Bool
        var people: [Choice]
        var teams: [Choice]
        var choices: [Choice]
    }

    /// Who answers for a team at this moment.
    private struct Answer: Sendable {
        var team: String
        var people: String
        var isDeputy: Bool
    }

    private struct Day: Sendable {
        var title: String
        var duties: [Line]
    }

    private struct Line: Sendable {
        var id: String
        var hours: String
        var person: String
        var team: String
        var isNow: Bool
        var isDeputy: Bool
    }

    private struct Choice: Sendable {
        var value: String
        var words: String
    }

    /// How many days the roster looks ahead, today included.
    private static let dayCount: Int64 = 7

    func response(_ staff: Staff) throws -> Response {
        let now = WallClock.now()
        let people = try pages.store.people().filter(\.isActive)
        let scenarios = try pages.desk.scenarios()
        let content = try pages.store.read { reader in
            let duty = try reader.onDuty(at: now)
            let names = duty.present.count
            return Content(
                frame: try pages.frame(say("Roster"), .shift, staff, reader),
                tabs: ShiftTabs(current: "/roster").tabs,
                formToken: staff.session.formToken,
                heading: names == 0
                    ? say("Nobody is on the roster now")
                    : names == 1 ? say("1 person is on duty") : say("\(names) people are on duty"),
                lede: "\(pages.time.date(now)), \(pages.time.clock(now)).",
                answers: Self.answers(duty, scenarios),
                hasAnswers: !duty.present.isEmpty,
                days: try days(reader, now),
                canEdit: staff.role.covers(.supervisor),
                people: people.map { Choice(value: $0.name, words: Self.words($0)) },
                teams: ResponseTeam.allCases.map {
                    Choice(value: $0.words, words: say($0).capitalizedFirst)
                },
                choices: dayNumbers(now).map { number in
                    let day = CalendarDay(daysSince1970: number)
                    let noon = pages.time.zone.moment(day: day, minute: 720)
                    return Choice(value: day.description, words: pages.time.date(noon))
                }
            )
        }
        return try pages.page("roster", content)
    }

    private static func words(_ person: Person) -> String {
        person.profile.team.isEmpty ? person.name : "\(person.name), \(person.profile.team)"
    }

    /// Each team that answers for some failure, with those who answer for it now.
    private static func answers(
        _ duty: OnDuty,
        _ scenarios: [String: PublishedScenario]
    ) -> [Answer] {
        guard !duty.present.isEmpty else { return [] }
        var responders: [ResponseTeam: Responder] = [:]
        for published in scenarios.sorted(by: { $0.key < $1.key }).map(\.value) {
            guard case .team(let team) = published.scenario.responder.lead else { continue }
            if responders[team] == nil { responders[team] = published.scenario.responder }
        }
        return responders.sorted { $0.key.rawValue < $1.key.rawValue }.map { team, responder in
            let answer = duty.answer(for: responder)
            let isDeputy = answer.lead != responder.lead
            let names = answer.people.joined(separator: ", ")
            let deputy = say(answer.lead).capitalizedFirst
            let next = duty.deputies(of: answer.lead).filter { $0 != names }
            let after = next.isEmpty ? "" : ". Deputy: \(next.joined(separator: ", "))"
            return Answer(
                team: say(team).capitalizedFirst,
                people: !isDeputy
                    ? names + after
                    : names.isEmpty ? say("\(deputy) answers") : say("\(deputy) answers: \(names)"),
                isDeputy: isDeputy
            )
        }
    }

    private func dayNumbers(_ now: Timestamp) -> Range<Int64> {
        let today = pages.time.zone.day(at: now).daysSince1970
        return today..<today + Self.dayCount
    }

    /// Today and tomorrow, and of the days after those that somebody is on.
    private func days(_ reader: StoreReader, _ now: Timestamp) throws -> [Day] {
        let zone = pages.time.zone
        let numbers = dayNumbers(now)
        return try numbers.compactMap { number in
            let start = zone.moment(day: CalendarDay(daysSince1970: number), minute: 0)
            let end = zone.moment(day: CalendarDay(daysSince1970: number + 1), minute: 0)
            // A night belongs to the day on which it begins; today shows also who is still here.
            let duties = try reader.duties(from: start, to: end).filter {
                $0.span.from >= start || (number == numbers.lowerBound && $0.span.to > now)
            }
            let isNear = number < numbers.lowerBound + 2
            guard isNear || !duties.isEmpty else { return nil }
            let title = [say("Today"), say("Tomorrow")]
            let date = pages.time.date(
                zone.moment(day: CalendarDay(daysSince1970: number), minute: 720)
            )
            return Day(
                title: isNear ? "\(title[Int(number - numbers.lowerBound)]), \(date)" : date,
                duties: duties.map { line($0, now) }
            )
        }
    }

    private func line(_ duty: Duty, _ now: Timestamp) -> Line {
        let span = duty.span
        return Line(
            id: duty.id.description,
            hours: say("\(pages.time.clock(span.from)) to \(pages.time.clock(span.to))"),
            person: span.person,
            team: span.team.capitalizedFirst,
            isNow: span.from <= now && now < span.to,
            isDeputy: span.isDeputy
        )
    }

    // MARK: Acts

    struct Adding: Decodable, Sendable {
        var person: String
        var team: String
        var day: String
        var from: String
        var to: String
        /// Set for who answers when the others of the team do not.
        var deputy: String?
    }

    func add(_ form: Adding, _ staff: Staff) throws -> Response {
        let people = try pages.store.people().filter(\.isActive).map(\.name)
        guard people.contains(form.person) else {
            throw Problem(.badRequest, "person", say("Choose somebody who works here."))
        }
        guard let team = ResponseTeam.worded(form.team) else {
            throw Problem(.badRequest, "team", say("Choose a team from the list."))
        }
        let span = try span(form, team)
        return try pages.shiftAct {
            _ = try pages.store.change(author: staff.name, now: WallClock.now()) {
                try $0.addDuty(span)
            }
            return .seeOther("/roster")
        }
    }

    private func span(_ form: Adding, _ team: ResponseTeam) throws -> DutySpan {
        guard let day = CalendarDay(text: form.day) else {
            throw Problem(.badRequest, "day", say("Choose a day from the list."))
        }
        guard let from = Self.minute(form.from), let to = Self.minute(form.to) else {
            throw Problem(.badRequest, "time", say("Write times such as 06:00 and 14:30."))
        }
        let zone = pages.time.zone
        return DutySpan(
            person: form.person,
            team: team.words,
            from: zone.moment(day: day, minute: from),
            // What ends before it begins ends on the next day.
            to: zone.moment(day: day, minute: to > from ? to : to + 1440),
            isDeputy: form.deputy != nil
        )
    }

    /// Minutes after midnight of a time such as `06:00`.
    private static func minute(_ text: String) -> Int? {
        let parts = text.split(separator: ":")
        guard parts.count == 2, let hour = Int(parts[0]), let minute = Int(parts[1]),
            (0...23).contains(hour), (0...59).contains(minute)
        else { return nil }
        return hour * 60 + minute
    }

    func cancel(_ name: String, _ staff: Staff) throws -> Response {
        let id = try ChangeID(inAddress: name)
        return try pages.shiftAct {
            try pages.store.change(author: staff.name, now: WallClock.now()) {
                try $0.cancelDuty(id)
            }
            return .seeOther("/roster")
        }
    }

    /// Fills the coming seven days like the seven before, as far as people are free and here.
    func copyLastWeek(_ staff: Staff) throws -> Response {
        let now = WallClock.now()
        let zone = pages.time.zone
        let today = zone.day(at: now).daysSince1970
        let start = zone.moment(day: CalendarDay(daysSince1970: today - 7), minute: 0)
        let end = zone.moment(day: CalendarDay(daysSince1970: today), minute: 0)
        let people = Set(try pages.store.people().filter(\.isActive).map(\.name))
        let former = try pages.store.read { try $0.duties(from: start, to: end) }
            .map(\.span).filter { $0.from >= start && people.contains($0.person) }
        try pages.store.change(author: staff.name, now: now) { transaction in
            for span in former {
                do { try transaction.addDuty(pages.time.weekLater(span)) } catch DutyError
                    .onDutyAlready
                {
                    // Who has other hours this week keeps them.
                    continue
                }
            }
        }
        return .seeOther("/roster")
    }
}

extension HouseTime {
    /// The same span on the clock a week later, also over a change of the clocks.
    func weekLater(_ span: DutySpan) -> DutySpan {
        func later(_ moment: Timestamp) -> Timestamp {
            let day = zone.day(at: moment)
            let local = moment.milliseconds / 60_000 + zone.offsetSeconds(at: moment) / 60
            return zone.moment(
                day: CalendarDay(daysSince1970: day.daysSince1970 + 7),
                minute: Int(local - day.daysSince1970 * 1440)
            )
        }
        return DutySpan(
            person: span.person,
            team: span.team,
            from: later(span.from),
            to: later(span.to),
            isDeputy: span.isDeputy
        )
    }
}
