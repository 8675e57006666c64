import HTTPTypes
import Recovery
import Storage
import Web
import Wire

extension NodeAPI {
    /// What waits for somebody: alarms, remedies to agree to, and where two sides differ.
    var decisions: [Endpoint<APICaller>] { alarms + approvals + conflicts }

    private var alarms: [Endpoint<APICaller>] {
        [
            .list(
                Self.root + "/alarms",
                "The alarms that nobody has answered, the newest first. A case's acts answer them.",
                of: Schemas.openAlarm
            ) { call in
                let (person, before) = (try call.staff().session.person, try Self.before(call))
                return try read(call, \Alarm.id) { reader, _ in
                    let caller = AlarmCaller(try reader.people())
                    let snoozed = try reader.choices(.snooze, of: person.id)
                    let found = try reader.openAlarms(before: before, countMax: call.count)
                    return (
                        found,
                        try found.map { alarm in
                            let until = snoozed[alarm.id.description].flatMap { Int64($0) }
                            return try alarm.json(
                                reader,
                                callsCaller: caller.calls(alarm.responder, person),
                                until.map(Timestamp.init(milliseconds:))
                            )
                        }
                    )
                }
            },
            Endpoint(
                .post,
                Self.root + "/alarms/{alarm}/snooze",
                "Put an alarm off for five minutes, for the caller alone.",
                parameters: [
                    Endpoint.Parameter("alarm", in: .path, .text(1...40), "The alarm's id.")
                ],
                .ok(.object([.needs("until", .moment)]))
            ) { call in
                let (person, id) = (try call.staff().session.person, try call.record("alarm"))
                guard try pages.store.read({ try $0.row(Catalogue.alarm, id) }) != nil else {
                    throw Problem(.notFound, "not-found", "There is no alarm \(id). /alarms lists.")
                }
                let until = WallClock.now().milliseconds + AlarmBar.snoozeMilliseconds
                try pages.store.choose(.snooze, id.description, "\(until)", for: person.id)
                return ["until": .text(Timestamp(milliseconds: until).description)]
            },
        ]
    }

    private var approvals: [Endpoint<APICaller>] {
        [
            .list(
                Self.root + "/approvals",
                "Remedies that wait for somebody who may agree to them, by the case's age.",
                of: Schemas.approval
            ) { call in
                let (staff, now) = (try call.staff(), WallClock.now())
                let isOpen = try access(call)
                return try pages.store.read { reader in
                    let all = try reader.waitingRemedies().filter { isOpen($0.recoveryCase) }
                    let (part, next) = try Self.part(of: all, call) { $0.remedy.id.description }
                    return ListPart(
                        try part.map { waiting in
                            let decision = try reader.authority(
                                cost: waiting.remedy.cost,
                                level: waiting.remedy.level,
                                in: waiting.recoveryCase,
                                by: staff.role,
                                staff.name,
                                now
                            )
                            return waiting.remedy.json.with([
                                ("case", .text(waiting.recoveryCase.reference)),
                                ("mayAgree", .bool(decision == .within)),
                            ])
                        },
                        next: next
                    )
                }
            }
        ]
    }

    private static let conflict = Endpoint<APICaller>.Parameter(
        "conflict",
        in: .path,
        .text(1...80),
        "The conflict's id, such as 4.17:owner."
    )

    private var conflicts: [Endpoint<APICaller>] {
        [
            .list(
                Self.root + "/conflicts",
                "Where two sides differ and a person is asked, the oldest first.",
                of: Schemas.openConflict
            ) { call in
                try conflicts(call) { try $0.conflicts() }
            },
            .list(
                Self.root + "/conflicts/settled",
                "What was decided here lately, the latest first.",
                of: Schemas.openConflict
            ) { call in
                try conflicts(call) { try $0.settledConflicts() }
            },
            Endpoint(
                .post,
                Self.root + "/conflicts/{conflict}",
                "Let one value stand, if what was seen is still so.",
                parameters: [Self.conflict],
                body: .object([
                    .needs("value", .text(0...TextMax.words), "One of the values, as listed."),
                    .needs("seen", .text(1...400), "As listed: which values were looked at."),
                ]),
                .ok(.object([]))
            ) { call in
                let choice = ConflictsPage.Choice(
                    id: call[parameter: "conflict"]?.text ?? "",
                    seen: call.body["seen"]?.text ?? "",
                    value: call.body["value"]?.text ?? "",
                    from: nil
                )
                _ = try ConflictsPage(pages: pages).settle(choice, try call.staff())
                return .object([])
            },
            Endpoint(
                .post,
                Self.root + "/conflicts/{conflict}/undo",
                "Take the latest decision about a field back.",
                parameters: [Self.conflict],
                .ok(.object([]))
            ) { call in
                let undo = ConflictsPage.Undo(
                    id: call[parameter: "conflict"]?.text ?? "",
                    from: nil
                )
                _ = try ConflictsPage(pages: pages).undo(undo, try call.staff())
                return .object([])
            },
        ]
    }

    private func conflicts(
        _ call: Call<APICaller>,
        _ list: (StoreReader) throws -> [ConflictItem]
    ) throws -> ListPart {
        let isOpen = try access(call)
        return try pages.store.read { reader in
            let all = try list(reader).filter { isOpen(try reader.caseBehind($0)) }
            let (part, next) = try Self.part(of: all, call) { $0.id.description }
            return ListPart(part.map { $0.json.with([("seen", .text($0.seen))]) }, next: next)
        }
    }

    /// The part of a short list that was asked for, and where the next one begins.
    private static func part<Entry>(
        of all: [Entry],
        _ call: Call<APICaller>,
        _ id: (Entry) -> String
    ) throws -> (part: ArraySlice<Entry>, next: String?) {
        var rest = all[...]
        if let after = call.after {
            guard let index = all.firstIndex(where: { id($0) == after }) else { throw noPlace }
            rest = all[(index + 1)...]
        }
        let part = rest.prefix(call.count)
        return (part, part.count < rest.count ? part.last.map(id) : nil)
    }
}
