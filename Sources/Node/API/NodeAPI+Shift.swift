import HTTPTypes
import Recovery
import Storage
import Web
import Wire

extension NodeAPI {
    /// Who is on duty, what is handed over, what nobody has, and how the house did.
    var shift: [Endpoint<APICaller>] { handovers + roster + figures + hours }

    private var handovers: [Endpoint<APICaller>] {
        [
            .list(
                Self.root + "/handovers",
                "What shifts handed over, the newest first.",
                of: Schemas.handover
            ) { call in
                let before = try Self.before(call)
                return try read(call, \Handover.id) { reader, _ in
                    let found = try reader.handovers(before: before, countMax: call.count)
                    return (found, found.map(\.json))
                }
            },
            Endpoint(
                .post,
                Self.root + "/handovers",
                "Give the shift to the next, with every open case.",
                body: .object([.may("text", .text(1...4_000), "What the list does not say.")]),
                .created(Schemas.handover)
            ) { call in
                let (staff, text) = (try call.staff(), call.body["text"]?.text)
                let former = try pages.store.read { try $0.handovers(before: nil, countMax: 1) }
                _ = try HandoverPage(pages: pages).give(HandoverPage.Giving(text: text), staff)
                let latest = try pages.store.read { try $0.handovers(before: nil, countMax: 1) }
                guard let given = latest.first, given.id != former.first?.id else {
                    throw HandoverError.noSuchHandover
                }
                return given.json
            },
            Endpoint(
                .post,
                Self.root + "/handovers/{handover}/take",
                "Take a shift over, and with it the open cases of whoever gave it.",
                parameters: [
                    Endpoint.Parameter("handover", in: .path, .text(1...40), "The handover's id.")
                ],
                .ok(.object([.needs("cases", .integer(0...Int64.max), "How many changed hands.")]))
            ) { call in
                let (author, id) = (try call.staff().name, try call.record("handover"))
                let count = try pages.store.change(author: author, now: WallClock.now()) {
                    try $0.takeHandover(id)
                }
                return ["cases": .count(count)]
            },
            Endpoint(
                .post,
                Self.root + "/handovers/cases",
                "Take over all open cases of somebody who is not here.",
                body: .object([.needs("of", .text(1...TextMax.name))]),
                .ok(.object([.needs("cases", .integer(0...Int64.max), "How many changed hands.")]))
            ) { call in
                let (author, person) = (try call.staff().name, call.body["of"]?.text ?? "")
                let count = try pages.store.change(author: author, now: WallClock.now()) {
                    try $0.takeOverCases(of: person)
                }
                return ["cases": .count(count)]
            },
        ]
    }

    private var figures: [Endpoint<APICaller>] {
        [
            Endpoint(
                .get,
                Self.root + "/orphans",
                "What nobody looks after, as of now.",
                .ok(.list(Schemas.orphan))
            ) { call in
                let isOpen = try access(call)
                return try pages.store.read { reader in
                    let known = try reader.orphans().filter { orphan in
                        let row = try orphan.recoveryCase.flatMap {
                            try reader.row(Catalogue.recoveryCase, $0)
                        }
                        return isOpen(row.map(RecoveryCase.init))
                    }
                    return .array(known.map(\.json))
                }
            },
            Endpoint(
                .get,
                Self.root + "/brief",
                "The house's own figures over the last seven whole days, without drills.",
                .ok(Schemas.brief)
            ) { _ in try brief() },
        ]
    }

    private func brief() throws -> JSON {
        let now = WallClock.now()
        let scenarios = try pages.desk.scenarios()
        let zone = pages.time.zone
        let today = zone.day(at: now).daysSince1970
        let end = zone.moment(day: CalendarDay(daysSince1970: today), minute: 0)
        let start = zone.moment(day: CalendarDay(daysSince1970: today - 7), minute: 0)
        return try pages.store.read { reader in
            let clocks = try pages.clockHouse(scenarios, reader)
            let opened = try reader.cases(openedFrom: start, to: end)
            let closed = try reader.cases(closedFrom: start, to: end)
            let figures = BriefFigures(
                opened: Array(try reader.clocks(of: opened, clocks).values),
                closed: closed,
                costly: try reader.costly(of: closed),
                now: now
            )
            let first = figures.firstResponse
            return [
                "from": .text(start.description), "to": .text(end.description),
                "opened": .count(opened.count), "closed": .count(closed.count),
                "open": .count(try reader.openCaseCount()),
                "firstResponseSeconds": .integer(orNull: first.map { $0.milliseconds / 1000 }),
                "firstResponses": .count(first?.count ?? 0),
                "inTarget": figures.inTarget.json, "recovered": figures.recovered.json,
                "withoutMoney": figures.withoutMoney.json,
            ]
        }
    }

    private var hours: [Endpoint<APICaller>] {
        [
            Endpoint(
                .get,
                Self.root + "/calendar",
                "When the office teams work, as the manager wrote it.",
                .ok(Schemas.hours)
            ) { _ in ["text": .text(try pages.store.read { try $0.serviceHoursText() })] },
            Endpoint(
                .put,
                Self.root + "/calendar",
                "Say when the office teams work.",
                body: Schemas.hours,
                .ok(Schemas.hours)
            ) { call in
                let staff = try call.staff()
                try staff.mustManage()
                let text = call.body["text"]?.text ?? ""
                try pages.store.setServiceHours(text, author: staff.name, now: WallClock.now())
                return ["text": .text(try pages.store.read { try $0.serviceHoursText() })]
            },
        ]
    }
}
