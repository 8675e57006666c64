import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// Puts off the alarms of many cases at once, for the person who asks and nobody else.
struct BulkSnooze {
    private let bulk: BulkPages
    private var pages: HousePages { bulk.pages }
    private var staff: Staff { bulk.staff }

    /// The act as the form names it.
    static let name = "snooze"

    init(_ bulk: BulkPages) { self.bulk = bulk }

    /// What was put off, so that it can call again: until when, and the alarms by their cases.
    struct Record {
        let until: Timestamp
        var calls: [(id: ChangeID, alarms: [ChangeID])]

        /// As it is kept: a line for the moment and one a case.
        var text: String {
            let lines = calls.map { call in
                ([call.id] + call.alarms).map(\.description).joined(separator: "\t")
            }
            return (["\(BulkSnooze.name)\t\(until.milliseconds)"] + lines).joined(separator: "\n")
        }

        init(until: Timestamp, calls: [(id: ChangeID, alarms: [ChangeID])]) {
            (self.until, self.calls) = (until, calls)
        }

        /// Reads what was kept; nil for another deed.
        init?(_ text: String) {
            let lines = text.split(separator: "\n").map { $0.split(separator: "\t") }
            guard let head = lines.first, head.count == 2, head[0] == BulkSnooze.name,
                let until = Int64(head[1])
            else { return nil }
            self.init(until: Timestamp(milliseconds: until), calls: [])
            for line in lines.dropFirst() {
                let ids = line.compactMap { RecordID(String($0)) }
                    .map { ChangeID(rawValue: $0.rawValue) }
                guard let id = ids.first, ids.count == line.count else { return nil }
                calls.append((id, Array(ids.dropFirst())))
            }
        }
    }

    /// The alarms that call the person now, by the cases that were chosen.
    private func called(by choice: BulkPages.Choice, _ reader: StoreReader) throws
        -> [(found: RecoveryCase, alarms: [ChangeID])]
    {
        let caller = AlarmCaller(try reader.people())
        return try choice.references.map { reference in
            let found = try reader.recoveryCase(named: reference)
            let alarms = try reader.detail(of: found).alarms.filter { alarm in
                alarm.state.isOpen && caller.calls(alarm.responder, staff.session.person)
            }
            return (found, alarms.map(\.id))
        }
    }

    func preview(_ choice: BulkPages.Choice) throws -> Response {
        let until = Timestamp(
            milliseconds: WallClock.now().milliseconds + AlarmBar.snoozeMilliseconds
        )
        let scenarios = try pages.desk.scenarios()
        let content = try pages.store.read { reader in
            let calls = try called(by: choice, reader)
            let count = calls.count { !$0.alarms.isEmpty }
            return BulkPages.Content(
                frame: try pages.frame(say("Several cases"), .inbox, staff, reader),
                formToken: staff.session.formToken,
                heading: say("\(Self.cases(count)) will be quiet for you"),
                lede: say(
                    """
                    Until \(pages.time.clock(until)). Others are called as before, and so are you \
                    if it stays unanswered.
                    """
                ),
                lines: calls.map { found, alarms in
                    var line = self.line(found, scenarios)
                    let words = alarms.count == 1 ? say("1 alarm") : say("\(alarms.count) alarms")
                    line.change =
                        alarms.isEmpty
                        ? nil : say("\(words) put off until \(pages.time.clock(until))")
                    line.reason = alarms.isEmpty ? say("No alarm of it calls you.") : nil
                    return line
                },
                plan: count == 0
                    ? nil
                    : BulkPages.Plan(
                        act: Self.name,
                        to: "",
                        cases: calls.map(\.found.reference).joined(separator: " "),
                        button: say("Remind me in 5 minutes")
                    ),
                deed: nil
            )
        }
        return try pages.page("bulk", content)
    }

    private static func cases(_ count: Int) -> String {
        count == 1 ? say("1 case") : say("\(count) cases")
    }

    private func line(
        _ found: RecoveryCase,
        _ scenarios: [String: PublishedScenario]
    ) -> BulkPages.Line {
        let scenario = scenarios.scenario(of: found)
        let isOpen = found.isOpen(to: staff.session.person, scenario)
        return BulkPages.Line(
            path: "/cases/\(found.reference)",
            title: "\(found.reference) \(isOpen ? found.title(scenario) : found.sealedTitle)"
        )
    }

    func perform(_ choice: BulkPages.Choice) throws -> Response {
        let now = WallClock.now()
        let until = Timestamp(milliseconds: now.milliseconds + AlarmBar.snoozeMilliseconds)
        let calls = try pages.store.read { try called(by: choice, $0) }.filter {
            !$0.alarms.isEmpty
        }
        let record = Record(until: until, calls: calls.map { ($0.found.id, $0.alarms) })
        for id in record.calls.flatMap(\.alarms) {
            try choose(.snooze, id.description, "\(until.milliseconds)")
        }
        let number = "\(now.milliseconds)"
        try choose(.deed, number, record.text)
        return .seeOther("/bulk/\(number)")
    }

    private func choose(_ kind: DeskChoice, _ name: String, _ value: String?) throws {
        try pages.store.choose(kind, name, value, for: staff.session.person.id)
    }

    /// What was put off under a number; nil when that was another deed.
    func record(_ number: String) throws -> Record? {
        try pages.store.read { try $0.choices(.deed, of: staff.session.person.id) }[number]
            .flatMap(Record.init)
    }

    func done(_ record: Record, _ number: String) throws -> Response {
        let scenarios = try pages.desk.scenarios()
        let isQuiet = WallClock.now() < record.until
        let until = pages.time.clock(record.until)
        let content = try pages.store.read { reader in
            BulkPages.Content(
                frame: try pages.frame(say("Several cases"), .inbox, staff, reader),
                formToken: staff.session.formToken,
                heading: isQuiet
                    ? say("\(Self.cases(record.calls.count)) quiet for you")
                    : say("They call you again"),
                lede: isQuiet
                    ? say("Until \(until) they can be called back.") : say("Since \(until)."),
                lines: try record.calls.compactMap { call in
                    try reader.row(Catalogue.recoveryCase, call.id).map(RecoveryCase.init)
                        .map { line($0, scenarios) }
                },
                plan: nil,
                deed: isQuiet ? number : nil
            )
        }
        return try pages.page("bulk", content)
    }

    /// Lets the alarms call again at once.
    func wake(_ record: Record, _ number: String) throws -> Response {
        for id in record.calls.flatMap(\.alarms) { try choose(.snooze, id.description, nil) }
        try choose(.deed, number, nil)
        return .seeOther("/")
    }
}
