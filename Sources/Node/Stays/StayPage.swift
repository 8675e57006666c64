import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// One stay: what is known of it, to be changed, and the cases that it brought.
struct StayPage {
    let pages: HousePages
    let staff: Staff
    let id: ChangeID

    private struct Content: Sendable {
        var frame: PageFrame
        var formToken: String
        var heading: String
        var lede: String
        var cases: [CaseLine]
        var hasCases: Bool
        var trouble: String?
        var typed: StayForm
        var action: String
        var order = say("Keep the changes")
        var isNew = false
    }

    private struct CaseLine: Sendable {
        var path: String
        var reference: String
        var title: String
        var state: String
    }

    func response(typed: StayForm? = nil, trouble: String? = nil) throws -> Response {
        let (now, time) = (WallClock.now(), pages.time)
        let scenarios = try pages.desk.scenarios()
        let content = try pages.store.read { reader in
            guard let stay = try reader.stay(id) else { throw Self.none }
            let title = [stay.guest, stay.place?.asPlace].compactMap(\.self)
                .joined(separator: ", ")
            let cases = try reader.cases(ofStay: stay.id)
            return Content(
                frame: try pages.frame(title, .stays, staff, reader),
                formToken: staff.session.formToken,
                heading: title,
                lede: StayWords(stay, time, now).sentence,
                cases: cases.map { found in
                    let scenario = scenarios.scenario(of: found)
                    let isOpen = found.isOpen(to: staff.session.person, scenario)
                    return CaseLine(
                        path: "/cases/\(found.reference)",
                        reference: found.reference,
                        title: isOpen ? found.title(scenario) : found.sealedTitle,
                        state: say(found.state)
                    )
                },
                hasCases: !cases.isEmpty,
                trouble: trouble,
                typed: typed ?? StayForm(stay, time),
                action: "/stays/\(stay.id)"
            )
        }
        return try pages.page("stays-one", content, status: trouble == nil ? .ok : .badRequest)
    }

    private static var none: Problem { Problem(.notFound, "stay", say(StayError.noSuchStay)) }

    func rewrite(_ form: StayForm) throws -> Response {
        do {
            let draft = try form.draft(
                pages.time,
                currency: try pages.store.read { try $0.ownCurrency() }
            )
            try pages.store.change(author: staff.name, now: WallClock.now()) {
                try $0.rewriteStay(id, draft, seen: form.seen)
            }
            return .seeOther("/stays/\(id)")
        } catch let error as StayTrouble {
            return try response(typed: form, trouble: say(error))
        } catch StayError.noSuchStay {
            throw Self.none
        } catch StayError.changedSince {
            return try changedSince(form)
        } catch let error as StayError {
            return try response(typed: form, trouble: say(error))
        }
    }
}

extension StayPage {
    /// The form as it was typed, beside what somebody else has made of the stay meanwhile.
    private func changedSince(_ form: StayForm) throws -> Response {
        guard let stay = try pages.store.read({ try $0.stay(id) }) else { throw Self.none }
        let standing = StayForm(stay, pages.time)
        var form = form
        // Whoever has read what stands may write over it.
        form.seen = standing.seen
        return try response(
            typed: form,
            trouble: say(
                """
                Somebody has changed this stay since you opened it. It says now: \
                \(form.differences(from: standing)). Take over what is right, then keep it again.
                """
            )
        )
    }
}

/// A stay in words.
struct StayWords {
    let stay: Stay
    let time: HouseTime
    let now: Timestamp

    init(_ stay: Stay, _ time: HouseTime, _ now: Timestamp) {
        (self.stay, self.time, self.now) = (stay, time, now)
    }

    /// Such as `10 to 14 March, 4 nights`.
    var days: String? {
        guard let arrival = stay.arrivesAt, let departure = stay.departsAt else { return nil }
        func date(_ moment: Timestamp) -> String {
            time.date(moment).split(separator: " ").dropFirst().joined(separator: " ")
        }
        let nights =
            time.zone.day(at: departure).daysSince1970 - time.zone.day(at: arrival).daysSince1970
        let length =
            nights <= 0 ? say("by day") : nights == 1 ? say("1 night") : say("\(nights) nights")
        let (first, last) = (date(arrival), date(departure))
        let isOneMonth = first.split(separator: " ").last == last.split(separator: " ").last
        let start = isOneMonth ? String(first.prefix { $0 != " " }) : first
        return say("\(start) to \(last), \(length)")
    }

    /// Such as `Sat 11:00, in 44 h 40`.
    var leaving: String? {
        guard let clock = stay.checkOut else { return nil }
        let moment = time.near(clock.departsAt, now)
        return clock.isOver(at: now)
            ? say("left \(moment)")
            : say("\(moment), in \(HouseTime.span(clock.remaining(at: now).milliseconds))")
    }

    /// The room and the guest, with the days: enough to choose one of several.
    var choice: String {
        [stay.guest ?? say("guest not named"), stay.place?.asPlace, days].compactMap(\.self)
            .joined(separator: ", ")
    }

    /// What the departure is known from.
    var account: [ClockList.Reason] {
        let lines: [(String, String?)] = [
            (say("Booking"), stay.booking),
            (say("Came"), stay.arrivesAt.map { time.near($0, now) }),
            (say("Stays"), days), (say("Written by"), stay.row.author),
        ]
        return lines.compactMap { name, value in
            value.map { ClockList.Reason(name: name, value: $0) }
        }
    }

    /// What is so, as the page's first sentence.
    var sentence: String {
        if stay.isCancelled { return say("The guest does not come.") }
        return [days, stay.rate.map { say("\($0) a night") }, leaving.map { say("leaves \($0)") }]
            .compactMap(\.self).joined(separator: " · ")
    }
}
