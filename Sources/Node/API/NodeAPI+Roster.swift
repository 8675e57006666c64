import HTTPTypes
import Recovery
import Storage
import Web
import Wire

extension NodeAPI {
    /// Who is on duty when.
    var roster: [Endpoint<APICaller>] {
        [
            Endpoint(
                .get,
                Self.root + "/roster",
                "Who is on duty in a stretch of time: the next seven days, unless it is named.",
                parameters: [
                    Self.query("from", .moment, "The first moment."),
                    Self.query("to", .moment, "The first moment after it."),
                ],
                .ok(.list(Schemas.duty))
            ) { call in
                let now = WallClock.now()
                let from = try call.asked("from") ?? now
                let week = Timestamp(milliseconds: from.milliseconds + 7 * 86_400_000)
                let to = try call.asked("to") ?? week
                guard to.milliseconds - from.milliseconds <= Self.rosterDayCountMax * 86_400_000
                else {
                    throw Problem(
                        .badRequest,
                        "span",
                        "Ask for \(Self.rosterDayCountMax) days of the roster at most."
                    )
                }
                return try pages.store.read { reader in
                    .array(try reader.duties(from: from, to: to).map(\.json))
                }
            },
            Endpoint(
                .post,
                Self.root + "/roster",
                "Put somebody on the roster.",
                body: .object([
                    .needs("person", .text(1...TextMax.name)),
                    .needs("team", .choice(ResponseTeam.allCases.map(\.words))),
                    .needs("from", .moment), .needs("to", .moment),
                    .may("isDeputy", .boolean, "Answers for the team when its others do not."),
                ]),
                .created(Schemas.duty)
            ) { call in try add(call) },
            Endpoint(
                .post,
                Self.root + "/roster/copy",
                "Fill the coming seven days like the seven before, as far as people are free.",
                .ok(.object([]))
            ) { call in
                let staff = try call.staff()
                try staff.mustLead()
                _ = try RosterPage(pages: pages).copyLastWeek(staff)
                return .object([])
            },
            Endpoint(
                .delete,
                Self.root + "/roster/{duty}",
                "Take a span off the roster.",
                parameters: [
                    Endpoint.Parameter("duty", in: .path, .text(1...40), "The span's id.")
                ],
                .ok(.object([]))
            ) { call in
                let (staff, id) = (try call.staff(), try call.record("duty"))
                try staff.mustLead()
                try pages.store.change(author: staff.name, now: WallClock.now()) {
                    try $0.cancelDuty(id)
                }
                return .object([])
            },
        ]
    }

    /// The longest stretch of the roster that is read at once, in days.
    private static var rosterDayCountMax: Int64 { 92 }

    private func add(_ call: Call<APICaller>) throws -> JSON {
        let staff = try call.staff()
        try staff.mustLead()
        let person = call.body["person"]?.text ?? ""
        guard try pages.store.people().contains(where: { $0.isActive && $0.name == person }) else {
            throw Problem(.conflict, "person", "Name somebody who works here: /people lists them.")
        }
        let now = WallClock.now()
        let span = DutySpan(
            person: person,
            team: call.body["team"]?.text ?? "",
            from: try call.moment("from") ?? now,
            to: try call.moment("to") ?? now,
            isDeputy: call.body["isDeputy"]?.flag ?? false
        )
        let id = try pages.store.change(author: staff.name, now: now) { try $0.addDuty(span) }
        let row = try pages.store.read { try $0.row(Catalogue.duty, id) }
        guard let row else { throw DutyError.noSuchDuty }
        return Duty(row).json
    }
}

extension Call<APICaller> {
    /// A moment in the query.
    func asked(_ name: String) throws -> Timestamp? {
        guard let text = self[parameter: name]?.text else { return nil }
        guard let moment = Timestamp(rfc3339: text) else {
            throw Problem(.badRequest, "moment", "'\(name)' is no moment that the calendar has.")
        }
        return moment
    }
}
